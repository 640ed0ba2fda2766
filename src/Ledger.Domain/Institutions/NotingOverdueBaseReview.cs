using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>The ledger notes that a base's cycle has ended without its review (周期届满未复核).</summary>
/// <param name="Due">The last day of the cycle that is meant: a review in time has moved the base on to the next.</param>
public sealed record NoteOverdueBaseReview(string Institution, string Base, DateOnly Due, DateOnly On) : ILedgerCommand;

public sealed class NoteOverdueBaseReviewValidator : LedgerCommandValidator<NoteOverdueBaseReview>
{
    public NoteOverdueBaseReviewValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Base).IsId();
    }
}

/// <summary>
/// A mark for the authority that selected the base (赣人社规〔2023〕1号 Art. 14). It stays a base: the article adjusts by review and lets
/// nothing lapse by itself.
/// </summary>
public static class NotingOverdueBaseReview
{
    public static Outcome Decide(NoteOverdueBaseReview command, Institution state, RulePack rules) =>
        (state as Institution.Registered)?.Base(command.Base) is Base.Current current
            && current.Until == command.Due && !current.IsNoted(command.Due)
            && Overdue.IsPast(command.Due, command, rules, Rules.BaseCycle)
            ? Outcome.Of(new BaseReviewOverdue(Overdue.Act(command.Due, rules, Rules.BaseCycle), command.Base, command.Due))
            : Outcome.Nothing;
}
