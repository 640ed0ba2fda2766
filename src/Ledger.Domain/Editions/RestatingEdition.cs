using FluentValidation;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Editions;

/// <summary>Publishes the statistics of a year anew (重新发布年度统计).</summary>
/// <param name="Reason">Why the figures are others now.</param>
/// <param name="Replaces">The number of the edition whose figures the changes were reckoned from.</param>
/// <param name="Changed">Figures that are others, at most <see cref="EditionLimits.ChangesTold"/>.</param>
/// <param name="ChangedInAll">How many are.</param>
public sealed record RestateEdition(
    int Year, string Title, ReckonedFigures Figures, string Reason, int Replaces, IReadOnlyList<FigureChange> Changed, int ChangedInAll,
    DateOnly On, string By, string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : IEditionCommand;

public sealed class RestateEditionValidator : LegalCommandValidator<RestateEdition>
{
    public RestateEditionValidator()
    {
        this.CheckEdition(command => command.Figures);
        RuleFor(command => command.Reason).IsReason("理由");
        RuleFor(command => command.Changed)
            .Must((command, changed) => changed.Count == Math.Min(command.ChangedInAll, EditionLimits.ChangesTold))
            .WithErrorCode("edition.changes").WithMessage("变更的数字与其处数不符。");
    }
}

/// <summary>
/// Who published a year restates it, says why, and names the figures that changed. The edition before stands in the log as it was; a
/// restatement that changes nothing would only cast doubt on it.
/// </summary>
public static class RestatingEdition
{
    public static Outcome Decide(RestateEdition command, YearEditions state, RulePack rules)
    {
        if (EditionCommands.Refuses(command, rules) is { } refusal) return refusal;
        if (state.Standing is not { } standing) return NotPublished(command.Year);

        var said = Fact(command, rules);
        if (said.Repeats(standing.Restatement)) return Outcome.Nothing;
        if (command.By != state.Editions[0].Act.By) return NotThePublisher(state.Editions[0].Act.By, command, rules);
        if (command.Figures.Sha256 == standing.Sha256 || command.ChangedInAll == 0) return NothingChanged(command.Year, standing);
        if (command.Replaces != standing.Number) return ReplacedMeanwhile(command, standing);
        return Standing.DayBefore(command, standing.Act.On, "发布", rules, Rules.Statistics) ?? Outcome.Of(said);
    }

    private static EditionRestated Fact(RestateEdition command, RulePack rules) => new(
        command.Act(rules, Rules.Statistics), command.Year, command.Figures.Projection, command.Figures.ProjectionVersion,
        command.Figures.Position, command.Figures.Rows, command.Figures.Sha256, command.Title.AsName(), command.Replaces,
        command.Reason.AsReason(), command.Changed, command.ChangedInAll);

    private static Refusal NotPublished(int year) => new(
        "edition.not-found", RefusalKind.NotFound, $"{year} 年度统计尚未发布。", $"The statistics of {year} have not been published.",
        Mend: "先发布该年度统计。");

    private static Refusal NotThePublisher(string publisher, RestateEdition command, RulePack rules) => new(
        "edition.not-the-publisher", RefusalKind.NotAllowed,
        $"该年度统计由 {publisher} 发布，{command.By} 不能重新发布。", $"{publisher} published them; {command.By} cannot restate them.",
        rules.Cite(Rules.Statistics), $"由 {publisher} 重新发布。");

    private static Refusal NothingChanged(int year, Edition standing) => new(
        "edition.nothing-changed", RefusalKind.WrongState,
        $"{year} 年度统计与第 {standing.Number} 版相同，没有需要更正的数字。",
        $"The figures of {year} are those of edition {standing.Number}; there is nothing to restate.", Mend: "不必重新发布。");

    private static Refusal ReplacedMeanwhile(RestateEdition command, Edition standing) => new(
        "edition.replaced-meanwhile", RefusalKind.WrongState,
        $"变更是与第 {command.Replaces} 版相比得出的，现行的是第 {standing.Number} 版。",
        $"The changes were reckoned against edition {command.Replaces}, and edition {standing.Number} stands.", Mend: "重新计算后再发布。");
}
