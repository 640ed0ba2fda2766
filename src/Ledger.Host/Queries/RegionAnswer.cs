using Ledger.Domain.Codes;
using Ledger.Host.Wording;
using Ledger.Projections.AnnualSummaries;
using Ledger.Projections.Engine;

namespace Ledger.Host.Queries;

/// <param name="Division">Six digits. A city or province includes all beneath it, each person once.</param>
/// <param name="DivisionPath">
/// 江西省/南昌市; absent for a code that no list has, and where the answer is about what was known earlier: the list of codes is no part of
/// the log and may change.
/// </param>
/// <param name="ValidAt">Facts that take effect later play no part; absent when none was left out.</param>
public sealed record RegionAnswer(
    string Division, string? DivisionPath, int Year, YearFigures Figures, long Position, DateOnly? ValidAt) : IStandsAt
{
    public static RegionAnswer Of(RegionSummary summary, DivisionRegister? register) => new(
        summary.Division, register is null ? null : DivisionWords.Path(register, summary.Division), summary.Year, summary.Figures,
        summary.Position, summary.ValidAt);
}
