using Ledger.Domain.CreditAccounts;
using Ledger.Projections.Engine;

namespace Ledger.Projections.AnnualSummaries;

/// <summary>The figures of a year, of recognised hours only. What was taken back is out of every one of them.</summary>
/// <param name="Projects">Distinct training projects.</param>
/// <param name="Persons">人数: distinct persons; someone who came three times is one.</param>
/// <param name="PersonTimes">人次: participations; someone who came three times is three.</param>
/// <param name="Hours">学时 in all.</param>
/// <param name="ByFormAndSubject">Where the hours come from; forms without hours are left out.</param>
public sealed record YearFigures(
    long Projects, long Persons, long PersonTimes, decimal Hours, IReadOnlyList<FormHours> ByFormAndSubject);

/// <param name="PersonTimes">人次.</param>
/// <param name="Hours">学时.</param>
public sealed record FormHours(LearningForm Form, SubjectKind Subject, long PersonTimes, decimal Hours);

/// <param name="Institution">The provider's id.</param>
/// <param name="Year">The year of completion.</param>
/// <param name="ValidAt">Facts that take effect later play no part; null when none was left out.</param>
public sealed record InstitutionSummary(string Institution, int Year, YearFigures Figures, long Position, DateOnly? ValidAt = null)
    : IStandsAt;

/// <param name="Division">Six digits. A city or province includes all beneath it, each person once.</param>
/// <param name="ValidAt">Facts that take effect later play no part; null when none was left out.</param>
public sealed record RegionSummary(string Division, int Year, YearFigures Figures, long Position, DateOnly? ValidAt = null) : IStandsAt;

/// <param name="Institutions">By id, at most <see cref="SummaryLimits.PageRows"/>.</param>
/// <param name="NextInstitution">Where the next page of institutions begins after; null on the last.</param>
/// <param name="Regions">All of the year, by division.</param>
public sealed record YearSummary(
    int Year,
    IReadOnlyList<InstitutionSummary> Institutions,
    string? NextInstitution,
    IReadOnlyList<RegionSummary> Regions,
    long Position,
    DateOnly? ValidAt = null) : IStandsAt
{
    /// <param name="institutions">In order; one more than a page where there are more.</param>
    internal static YearSummary Of(
        int year, List<InstitutionSummary> institutions, IEnumerable<RegionSummary> regions, long position)
    {
        var more = institutions.Count > SummaryLimits.PageRows;
        if (more)
            institutions.RemoveAt(SummaryLimits.PageRows);
        return new YearSummary(
            year, institutions, more ? institutions[^1].Institution : null,
            [.. regions.OrderBy(region => region.Division, StringComparer.Ordinal)], position);
    }
}

public static class SummaryLimits
{
    /// <summary>Institutions a page, at most.</summary>
    public const int PageRows = 500;

    /// <summary>
    /// Persons whose accounts are folded for one answer over HTTP about an earlier position or a day; about two seconds. The command line
    /// has no such limit.
    /// </summary>
    public const int PersonsPerAnswer = 20_000;
}
