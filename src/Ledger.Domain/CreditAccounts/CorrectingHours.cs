using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.CreditAccounts;

/// <summary>Corrects a recognised entry (更正): takes it back in full and states the participation anew, in one append.</summary>
/// <param name="Entry">The entry that is wrong.</param>
/// <param name="NewEntry">Id of the entry that replaces it, given by the caller.</param>
/// <param name="Said">All of it as it should have stood, with the hours now recognised.</param>
/// <param name="Reason">What was wrong, in words; no name in it.</param>
public sealed record CorrectHours(
    Guid Person, int Year, Guid Entry, DateOnly On, string By, Guid NewEntry, Participation Said, string Reason) : ICommand;

public sealed class CorrectHoursValidator : AbstractValidator<CorrectHours>
{
    public CorrectHoursValidator()
    {
        this.CheckEntryCommand(command => command.Person, command => command.Year, command => command.Entry, command => command.On,
            command => command.By);
        RuleFor(command => command.NewEntry).Must((command, id) => id != Guid.Empty && id != command.Entry)
            .WithErrorCode("credits.new-entry").WithMessage("更正后的条目须有新的编号。");
        RuleFor(command => command.Said).NotNull().WithErrorCode("credits.said").SetValidator(new ParticipationValidator());
        RuleFor(command => command.Reason).Must(reason => ParticipationValidator.IsText(reason, Limits.ReasonGraphemes))
            .WithErrorCode("credits.reason").WithMessage($"理由应为不超过 {Limits.ReasonGraphemes} 个字的文本。")
            .IsImpersonal();
    }
}

/// <summary>
/// Nothing is edited: the wrong entry is reversed and the right one names it. A participation that belongs to another year is revoked
/// here and claimed there, for two accounts are two streams.
/// </summary>
public static class CorrectingHours
{
    public static Outcome Decide(CorrectHours command, CreditAccount account, RulePack rules) =>
        RecognisingAuthorities.Refuse(command.By, rules) is { } refusal ? refusal : account.Entry(command.Entry) switch
        {
            null => Refusals.NoEntry(command.Entry),
            ReversedEntry entry when entry.ReplacedBy == command.NewEntry && IsRestated(command, account) => Outcome.Nothing,
            RecognisedEntry entry => Judge(command, entry, account, rules),
            { } entry => Refusals.WrongState(entry, "更正", "corrected"),
        };

    private static Outcome Judge(CorrectHours command, RecognisedEntry entry, CreditAccount account, RulePack rules) => command.Said switch
    {
        _ when command.On < entry.Since => Refusals.BeforeItsState(entry, command.On),
        var said when said.To.Year != command.Year => Refusals.OtherYear(command.Year, said.To, rules),
        var said when command.On < said.To => Refusals.NotCompleted(command.On, said.To, rules),
        var said when said == entry.Said with { Hours = entry.Hours } => Refusals.NothingToCorrect(entry.Id),
        var said when OtherStanding(said, entry, account) is { } standing => Refusals.Duplicate(standing, rules),
        _ when account.Entry(command.NewEntry) is not null => Refusals.EntryTaken(command.NewEntry),
        _ when account.Entries.Length >= CreditLimits.EntriesPerAccount => Refusals.AccountFull(rules),
        var said => Outcome.Of(Reversal(command, entry, rules), Restatement(command, said, rules)),
    };

    private static bool IsRestated(CorrectHours command, CreditAccount account) => account.Entry(command.NewEntry)?.Said == command.Said;

    private static CreditEntry? OtherStanding(Participation said, RecognisedEntry corrected, CreditAccount account) =>
        account.Entries.FirstOrDefault(entry => entry.Stands && entry.Id != corrected.Id && entry.Said.IsSameAs(said));

    private static HoursReversed Reversal(CorrectHours command, RecognisedEntry entry, RulePack rules) =>
        new(new Act(command.On, command.By, rules.ReferenceOn(Rules.TruthfulProof, command.On)), entry.Id, entry.Hours, command.Reason);

    private static HoursRestated Restatement(CorrectHours command, Participation said, RulePack rules) =>
        new(new Act(command.On, command.By, rules.ReferenceOn(Rules.Recognition, command.On)), command.NewEntry, command.Entry, said.Form,
            said.Subject, said.Hours, said.Project, said.Activity, said.Provider, said.From, said.To, said.Division);
}
