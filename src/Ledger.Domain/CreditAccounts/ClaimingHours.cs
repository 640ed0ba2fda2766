using FluentValidation;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.CreditAccounts;

/// <summary>Claims hours for taking part in something (申报学时).</summary>
/// <param name="Year">The account's year: that of the day of completion.</param>
/// <param name="Entry">Id of the new entry, given by the caller.</param>
/// <param name="On">The day of the claim, in Asia/Shanghai.</param>
/// <param name="By">Who claims: <c>institution</c>, <c>employer</c>, <c>person</c> or an authority's code. Never a name.</param>
public sealed record ClaimHours(Guid Person, int Year, Guid Entry, DateOnly On, string By, Participation Said) : ICommand;

public sealed class ClaimHoursValidator : AbstractValidator<ClaimHours>
{
    public ClaimHoursValidator()
    {
        this.CheckEntryCommand(command => command.Person, command => command.Year, command => command.Entry, command => command.On,
            command => command.By);
        RuleFor(command => command.Said).NotNull().WithErrorCode("credits.said").SetValidator(new ParticipationValidator());
    }
}

/// <summary>
/// Hours count in the year in which the participation was completed (Order 259 Art. 10 para. 2, 当年), and the same participation
/// counts once. What was refused, corrected away or revoked may be claimed again, as a new entry, for it no longer stands.
/// </summary>
public static class ClaimingHours
{
    public static Outcome Decide(ClaimHours command, CreditAccount account, RulePack rules) =>
        Standing.UnderADraft(rules, Rules.ReportCompletion)
        ?? Judge(command.Year, command.Entry, command.On, command.Said, account, rules)
        ?? Outcome.Of(Fact(
            command.Entry, new Act(command.On, command.By, rules.ReferenceOn(Rules.ReportCompletion, command.On)), command.Said));

    /// <summary>Null where the claim is lawful and new.</summary>
    internal static Outcome? Judge(int year, Guid entry, DateOnly on, Participation said, CreditAccount account, RulePack rules) =>
        (account.Entry(entry), account.Standing(said)) switch
        {
            _ when said.To.Year != year => Refusals.OtherYear(year, said.To, rules),
            _ when on < said.To => Refusals.NotCompleted(on, said.To, rules),

            // Said twice, written once; another statement of the same participation is a correction and no second claim.
            (_, { } standing) when said.SaysNothingNewBeside(standing.Said) => Outcome.Nothing,
            (_, { } standing) => Refusals.Duplicate(standing, rules),

            // The entry has been judged or taken back since it was claimed: this is the old command come again.
            ({ } ended, null) when ended.Said == said => Outcome.Nothing,
            ({ } other, null) => Refusals.EntryTaken(other.Id),

            _ when account.Entries.Length >= CreditLimits.EntriesPerAccount => Refusals.AccountFull(rules),
            _ => null,
        };

    internal static HoursClaimed Fact(Guid entry, Act act, Participation said, string? import = null) =>
        new(act, entry, said.Form, said.Subject, said.Hours, said.Project, said.Activity, said.Provider,
            said.From, said.To, said.Division, import);
}
