using Ledger.Projections.AnnualSummaries;
using Ledger.Projections.CreditHours;
using Ledger.Projections.Directory;
using Ledger.Projections.Engine;

namespace Ledger.Projections;

/// <summary>All read models, for the composition root.</summary>
public static class ReadModels
{
    public const string Directory = "directory";
    public const string CreditHours = "credit-hours";
    public const string AnnualSummaries = "annual-summaries";

    public static IReadOnlyList<IProjection> All { get; } =
        [new DirectoryProjection(), new CreditHoursProjection(), new AnnualSummariesProjection()];
}
