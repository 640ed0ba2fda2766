using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.CreditAccounts;

/// <summary>Revokes recognised hours (撤销): the proof was untrue, or the project was none.</summary>
/// <param name="On">The first day they no longer count; not before they were recognised.</param>
public sealed record RevokeHours(Guid Person, int Year, Guid Entry, DateOnly On, string By, string Reason) : ICommand;

public sealed class RevokeHoursValidator : AbstractValidator<RevokeHours>
{
    public RevokeHoursValidator()
    {
        this.CheckEntryCommand(command => command.Person, command => command.Year, command => command.Entry, command => command.On,
            command => command.By);
        RuleFor(command => command.Reason).Must(reason => ParticipationValidator.IsText(reason, Limits.ReasonGraphemes))
            .WithErrorCode("credits.reason").WithMessage($"理由应为不超过 {Limits.ReasonGraphemes} 个字的文本。")
            .IsImpersonal();
    }
}

/// <summary>
/// Proof is issued truthfully (Order 259 Art. 15 para. 3); hours that rest on untrue proof are taken back in full. A part cannot be
/// revoked: what is right about it is stated anew by a correction.
/// </summary>
public static class RevokingHours
{
    public static Outcome Decide(RevokeHours command, CreditAccount account, RulePack rules) =>
        RecognisingAuthorities.Refuse(command.By, rules) is { } refusal ? refusal : account.Entry(command.Entry) switch
        {
            null => Refusals.NoEntry(command.Entry),
            RevokedEntry => Outcome.Nothing,
            RecognisedEntry entry when command.On < entry.Since => Refusals.BeforeItsState(entry, command.On),
            RecognisedEntry entry => Outcome.Of(new HoursRevoked(
                new Act(command.On, command.By, rules.ReferenceOn(Rules.TruthfulProof, command.On)),
                command.Entry, entry.Hours, command.Reason)),
            { } entry => Refusals.WrongState(entry, "撤销", "revoked"),
        };
}
