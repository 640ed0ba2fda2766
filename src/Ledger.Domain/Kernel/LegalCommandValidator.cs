using FluentValidation;

namespace Ledger.Domain.Kernel;

/// <summary>The shape of what every command under a rule carries: day, actor, document, evidence.</summary>
public abstract class LegalCommandValidator<TCommand> : AbstractValidator<TCommand>
    where TCommand : ILegalCommand
{
    protected LegalCommandValidator()
    {
        RuleFor(command => command.On).InclusiveBetween(Limits.EarliestDay, Limits.LatestDay)
            .WithErrorCode("day.out-of-range").WithMessage($"日期须在{Limits.EarliestDay:yyyy-MM-dd}至{Limits.LatestDay:yyyy-MM-dd}之间。");
        RuleFor(command => command.By).Cascade(CascadeMode.Stop)
            .NotEmpty().WithErrorCode("actor.missing").WithMessage("缺少作出行为的机关或者机构。")
            .Must(Actor.IsWellFormed).WithErrorCode("actor.malformed").WithMessage("不是机关代码，也不是 institution。");
        RuleFor(command => command.Document!).IsDocumentNumber().When(command => command.Document is not null);
        RuleFor(command => command.Evidence!)
            .Must(evidence => evidence.Count <= Limits.EvidencePerFact)
            .WithErrorCode("evidence.too-many").WithMessage($"一次所附材料不得超过{Limits.EvidencePerFact}份。")
            .When(command => command.Evidence is not null);
        RuleForEach(command => command.Evidence!).SetValidator(new EvidenceValidator()).When(command => command.Evidence is not null);
    }
}

public sealed class EvidenceValidator : AbstractValidator<Evidence>
{
    public EvidenceValidator()
    {
        RuleFor(evidence => evidence.Kind).IsName("材料种类");
        RuleFor(evidence => evidence.Sha256).Cascade(CascadeMode.Stop)
            .NotEmpty().WithErrorCode("evidence.digest-missing").WithMessage("缺少材料的 SHA-256 摘要。")
            .Must(digest => digest.Length == 64 && digest.All(char.IsAsciiHexDigitLower))
            .WithErrorCode("evidence.digest-malformed").WithMessage("SHA-256 摘要应为64位小写十六进制字符。");
    }
}
