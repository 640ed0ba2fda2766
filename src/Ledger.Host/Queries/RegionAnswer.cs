using Ledger.Domain.Codes;
using Ledger.Host.Wording;
using Ledger.Projections.AnnualSummaries;

namespace Ledger.Host.Queries;

/// <param name="Division">Six digits. A city or province includes all beneath it, each person once.</param>
/// <param name="DivisionPath">江西省/南昌市; absent for a code that no list has.</param>
public sealed record RegionAnswer(string Division, string? DivisionPath, int Year, YearFigures Figures, long Position)
{
    public static RegionAnswer Of(RegionSummary summary, DivisionRegister register) => new(
        summary.Division, DivisionWords.Path(register, summary.Division), summary.Year, summary.Figures, summary.Position);
}
