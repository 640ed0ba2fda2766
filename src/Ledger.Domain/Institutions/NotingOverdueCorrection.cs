using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>The ledger notes that an order's deadline has passed without an outcome (逾期未见改正结果).</summary>
public sealed record NoteOverdueCorrection(string Institution, string Order, DateOnly On) : ILedgerCommand;

public sealed class NoteOverdueCorrectionValidator : LedgerCommandValidator<NoteOverdueCorrection>
{
    public NoteOverdueCorrectionValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Order).IsId();
    }
}

/// <summary>
/// A mark for those who gave the order (Order 259 Art. 25) and no finding of theirs: the order stays open, and is accepted or found
/// failed as before. Listed or not: the article speaks of every institution.
/// </summary>
public static class NotingOverdueCorrection
{
    public static Outcome Decide(NoteOverdueCorrection command, Institution state, RulePack rules) =>
        (state as Institution.Registered)?.Correction(command.Order) is Correction.Ordered { Overdue: null } open
            && Overdue.IsPast(open.Order.Deadline, command, rules, Rules.Correction)
            ? Outcome.Of(new CorrectionOverdue(
                Overdue.Act(open.Order.Deadline, rules, Rules.Correction), command.Order, open.Order.Deadline))
            : Outcome.Nothing;
}
