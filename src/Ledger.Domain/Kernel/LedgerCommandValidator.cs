using FluentValidation;

namespace Ledger.Domain.Kernel;

/// <summary>The shape of what every command of the ledger's own carries: its day.</summary>
public abstract class LedgerCommandValidator<TCommand> : AbstractValidator<TCommand>
    where TCommand : ILedgerCommand
{
    protected LedgerCommandValidator() =>
        RuleFor(command => command.On).InclusiveBetween(Limits.EarliestDay, Limits.LatestDay)
            .WithErrorCode("day.out-of-range").WithMessage($"日期须在{Limits.EarliestDay:yyyy-MM-dd}至{Limits.LatestDay:yyyy-MM-dd}之间。");
}
