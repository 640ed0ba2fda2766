using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.CreditAccounts;

/// <summary>
/// Claims and recognises at once, as an import does with a row that an institution reported and an authority takes as it stands.
/// </summary>
/// <param name="On">The day of completion, as a rule.</param>
/// <param name="By">Who reports: <c>institution</c>.</param>
/// <param name="RecognisedBy">The authority whose recognition it is, such as <c>hr-360000</c>.</param>
/// <param name="Import">The import that brings it, where one does.</param>
public sealed record CreditHoursReported(
    Guid Person, int Year, Guid Entry, DateOnly On, string By, string RecognisedBy, Participation Said, string? Import = null) : ICommand;

public sealed class CreditHoursReportedValidator : AbstractValidator<CreditHoursReported>
{
    public CreditHoursReportedValidator()
    {
        this.CheckEntryCommand(command => command.Person, command => command.Year, command => command.Entry, command => command.On,
            command => command.By);
        RuleFor(command => command.RecognisedBy).Must(by => by is not null && Actor.IsWellFormed(by))
            .WithErrorCode("credits.recognised-by").WithMessage("认定机关应为机关代码，如 hr-360000。");
        RuleFor(command => command.Said).NotNull().WithErrorCode("credits.said").SetValidator(new ParticipationValidator());
    }
}

/// <summary>
/// The institution reports completion (赣人社规〔2023〕1号 Art. 10), and until the province publishes its method a report is recognised
/// as it stands (a choice in the pack). A report that says what was taken away before is refused: files are sent again by habit, and
/// habit must not undo a revocation.
/// </summary>
public static class CreditingHours
{
    public static Outcome Decide(CreditHoursReported command, CreditAccount account, RulePack rules) =>
        RecognisingAuthorities.Refuse(command.RecognisedBy, rules) is { } refusal ? refusal
        : ClaimingHours.Judge(command.Year, command.Entry, command.On, command.Said, account, rules) switch
        {
            // The person had claimed it before the institution reported it: the report settles the claim.
            Outcome.AlreadyDone when account.Standing(command.Said) is ClaimedEntry claimed =>
                Outcome.Of(Recognition(command, claimed.Id, Later(command.On, claimed.Since), rules)),

            { } judged => judged,
            null when EndedBefore(command.Said, account) is { } ended => Refusals.EndedBefore(ended, rules),
            null => Outcome.Of(
                ClaimingHours.Fact(
                    command.Entry, new Act(command.On, command.By, rules.ReferenceOn(Rules.ReportCompletion, command.On)), command.Said,
                    command.Import),
                Recognition(command, command.Entry, command.On, rules)),
        };

    private static HoursRecognised Recognition(CreditHoursReported command, Guid entry, DateOnly on, RulePack rules) =>
        new(new Act(on, command.RecognisedBy, rules.ReferenceOn(Rules.Recognition, on)), entry, command.Said.Hours);

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static CreditEntry? EndedBefore(Participation said, CreditAccount account)
    {
        foreach (var entry in account.Entries)
        {
            if (!entry.Stands && entry.Said.IsSameAs(said) && said.SaysNothingNewBeside(entry.Said))
                return entry;
        }

        return null;
    }
}
