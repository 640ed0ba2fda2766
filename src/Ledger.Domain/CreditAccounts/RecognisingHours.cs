using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.CreditAccounts;

/// <summary>Recognises a claim in whole or in part (认定学时).</summary>
/// <param name="By">The authority that recognises, such as <c>hr-360000</c>.</param>
/// <param name="Hours">学时 recognised, at most what was claimed.</param>
public sealed record RecogniseHours(Guid Person, int Year, Guid Entry, DateOnly On, string By, decimal Hours) : ICommand;

public sealed class RecogniseHoursValidator : AbstractValidator<RecogniseHours>
{
    public RecogniseHoursValidator()
    {
        this.CheckEntryCommand(command => command.Person, command => command.Year, command => command.Entry, command => command.On,
            command => command.By);
        RuleFor(command => command.Hours).Must(ParticipationValidator.AreHours)
            .WithErrorCode("credits.hours").WithMessage(ParticipationValidator.HoursMessage);
    }
}

/// <summary>
/// How hours are recognised is the province's to say (Order 259 Art. 10 para. 3); no reading of it gives more than was claimed.
/// </summary>
public static class RecognisingHours
{
    public static Outcome Decide(RecogniseHours command, CreditAccount account, RulePack rules) =>
        RecognisingAuthorities.Refuse(command.By, rules) is { } refusal ? refusal : account.Entry(command.Entry) switch
        {
            null => Refusals.NoEntry(command.Entry),
            RecognisedEntry entry when entry.Hours == command.Hours => Outcome.Nothing,
            ClaimedEntry entry when command.On < entry.Since => Refusals.BeforeItsState(entry, command.On),
            ClaimedEntry entry when command.Hours > entry.Said.Hours => Refusals.MoreThanClaimed(entry.Said.Hours, command.Hours, rules),
            ClaimedEntry => Outcome.Of(new HoursRecognised(
                new Act(command.On, command.By, rules.ReferenceOn(Rules.Recognition, command.On)), command.Entry, command.Hours)),
            { } entry => Refusals.WrongState(entry, "认定", "recognised"),
        };
}
