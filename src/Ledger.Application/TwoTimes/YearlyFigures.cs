using Ledger.Projections.AnnualSummaries;

namespace Ledger.Application.TwoTimes;

/// <summary>
/// Yearly figures at a moment: now from the live tables, and for a position or a day folded from the accounts concerned. Both count with
/// one code, so the figure of a position that was read live is the one that is folded for it later.
/// </summary>
public sealed class YearlyFigures(AnnualSummaryQueries live, PastSummaries past)
{
    /// <param name="personsMost">Null for no limit.</param>
    /// <returns>Null when more persons are concerned than the limit allows.</returns>
    public async Task<InstitutionSummary?> Institution(
        string institution, int year, Moment at, int? personsMost, CancellationToken cancellation) =>
        IsNow(at)
            ? await live.Institution(institution, year, cancellation).ConfigureAwait(false)
            : await past.Institution(institution, year, at.DayAsked, at.Position, personsMost, cancellation).ConfigureAwait(false);

    /// <inheritdoc cref="Institution"/>
    public async Task<RegionSummary?> Region(
        string division, int year, Moment at, int? personsMost, CancellationToken cancellation) =>
        IsNow(at)
            ? await live.Region(division, year, cancellation).ConfigureAwait(false)
            : await past.Region(division, year, at.DayAsked, at.Position, personsMost, cancellation).ConfigureAwait(false);

    /// <inheritdoc cref="Institution"/>
    public async Task<YearSummary?> Year(
        int year, string? afterInstitution, Moment at, int? personsMost, CancellationToken cancellation) =>
        IsNow(at)
            ? await live.Year(year, afterInstitution, cancellation).ConfigureAwait(false)
            : await past.Year(year, afterInstitution, at.DayAsked, at.Position, personsMost, cancellation).ConfigureAwait(false);

    /// <summary>
    /// No day and no position. A day that was not asked for leaves nothing out: a fact is never recorded before its day, and the figures
    /// of now count every fact too.
    /// </summary>
    private static bool IsNow(Moment at) => at is { Position: null, DayAsked: null };
}
