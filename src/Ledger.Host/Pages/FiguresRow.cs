using Ledger.Projections.AnnualSummaries;

namespace Ledger.Host.Pages;

/// <param name="Code">Of a division, or an institution's id.</param>
/// <param name="Name">Beside the code, where it is known.</param>
/// <param name="Address">Of its page, where it has one.</param>
public sealed record FiguresRow(string Code, string? Name, string? Address, YearFigures Figures);
