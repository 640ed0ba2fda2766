using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>
/// The days of a base's cycles (赣人社规〔2023〕1号 Art. 14). A cycle ends on the corresponding day three years on, or on the last of the
/// month where there is none; the next one follows it without a gap, however early or late the review.
/// </summary>
internal static class BaseCycles
{
    /// <param name="from">The day of the selection, or the last day of the cycle before.</param>
    public static DateOnly LastDay(DateOnly from, RulePack rules) => from.AddYears((int)rules[Rules.BaseCycle].Number!.Value);
}
