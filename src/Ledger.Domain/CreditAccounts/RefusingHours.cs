using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.CreditAccounts;

/// <summary>Refuses a claim (不予认定).</summary>
/// <param name="Code">Stable short word for the ground, such as <c>proof-missing</c>.</param>
/// <param name="Reason">The ground in words for the one who claimed; no name in it.</param>
public sealed record RefuseHours(Guid Person, int Year, Guid Entry, DateOnly On, string By, string Code, string Reason) : ICommand;

public sealed class RefuseHoursValidator : AbstractValidator<RefuseHours>
{
    public RefuseHoursValidator()
    {
        this.CheckEntryCommand(command => command.Person, command => command.Year, command => command.Entry, command => command.On,
            command => command.By);
        // \z and not $, which lets a line end stand behind the word.
        RuleFor(command => command.Code).Matches(@"\A[a-z0-9-]{1,64}\z")
            .WithErrorCode("credits.refusal-code").WithMessage("理由代码应为小写字母、数字或连字符。")
            .IsImpersonal();
        RuleFor(command => command.Reason).Must(reason => ParticipationValidator.IsText(reason, Limits.ReasonGraphemes))
            .WithErrorCode("credits.reason").WithMessage($"理由应为不超过 {Limits.ReasonGraphemes} 个字的文本。")
            .IsImpersonal();
    }
}

/// <summary>Only a claim that is not judged yet can be refused; what has been recognised is revoked or corrected.</summary>
public static class RefusingHours
{
    public static Outcome Decide(RefuseHours command, CreditAccount account, RulePack rules) =>
        RecognisingAuthorities.Refuse(command.By, rules) is { } refusal ? refusal : account.Entry(command.Entry) switch
        {
            null => Refusals.NoEntry(command.Entry),
            RefusedEntry entry when entry.Code == command.Code => Outcome.Nothing,
            ClaimedEntry entry when command.On < entry.Since => Refusals.BeforeItsState(entry, command.On),
            ClaimedEntry => Outcome.Of(new HoursRefused(
                new Act(command.On, command.By, rules.ReferenceOn(Rules.Recognition, command.On)),
                command.Entry, command.Code, command.Reason)),
            { } entry => Refusals.WrongState(entry, "不予认定", "refused"),
        };
}
