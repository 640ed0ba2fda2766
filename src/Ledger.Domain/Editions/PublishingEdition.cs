using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Editions;

/// <summary>Publishes the statistics of a year (发布年度统计).</summary>
public sealed record PublishEdition(
    int Year, string Title, ReckonedFigures Figures, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : IEditionCommand;

public sealed class PublishEditionValidator : LegalCommandValidator<PublishEdition>
{
    public PublishEditionValidator() => this.CheckEdition(command => command.Figures);
}

/// <summary>
/// A year is published once; what comes to light later is a restatement, which says what changed and why (Order 259 Art. 20 asks for the
/// statistics; that they do not change unseen is ours).
/// </summary>
public static class PublishingEdition
{
    public static Outcome Decide(PublishEdition command, YearEditions state, RulePack rules)
    {
        if (EditionCommands.Refuses(command, rules) is { } refusal) return refusal;
        if (command.On.Year < command.Year) return NotBegun(command, rules);

        var title = command.Title.AsName();
        return state.Standing switch
        {
            // The figures stand at another position when it is asked again later; they are the same as long as their digest is.
            { } standing when standing.Sha256 == command.Figures.Sha256 && standing.Title == title && standing.Act.By == command.By
                && standing.Act.Document == command.Document?.AsDocumentNumber() => Outcome.Nothing,
            { } standing => AlreadyPublished(command.Year, standing),
            null => Outcome.Of(new EditionPublished(
                command.Act(rules, Rules.Statistics), command.Year, command.Figures.Projection, command.Figures.ProjectionVersion,
                command.Figures.Position, command.Figures.Rows, command.Figures.Sha256, title)),
        };
    }

    private static Refusal AlreadyPublished(int year, Edition standing) => new(
        "edition.already-published", RefusalKind.WrongState,
        $"{year} 年度统计已于 {standing.Act.On:yyyy-MM-dd} 发布（第 {standing.Number} 版）。",
        $"The statistics of {year} were published on {standing.Act.On:yyyy-MM-dd} (edition {standing.Number}).",
        Mend: "数据有变化的，说明理由后重新发布（restate）。");

    private static Refusal NotBegun(PublishEdition command, RulePack rules) => new(
        "edition.year-not-begun", RefusalKind.Unlawful,
        $"{command.Year} 年度尚未开始，不能发布其统计。", $"{command.Year} has not begun; there are no statistics of it to publish.",
        rules.Cite(Rules.Statistics), "到该年度以后发布。");
}
