using FluentValidation;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Editions;

/// <summary>What a command says of the figures that it publishes. The ledger reckons them; nobody types them.</summary>
/// <param name="Position">Where the log was folded to.</param>
public sealed record ReckonedFigures(string Projection, int ProjectionVersion, long Position, long Rows, string Sha256);

/// <summary>What publishing and restating share: their shape, and who may.</summary>
internal static class EditionCommands
{
    public static void CheckEdition<T>(this LegalCommandValidator<T> validator, Func<T, ReckonedFigures> figures)
        where T : IEditionCommand
    {
        validator.RuleFor(command => command.Year).InclusiveBetween(Limits.EarliestDay.Year, Limits.LatestDay.Year)
            .WithErrorCode("edition.year").WithMessage($"年度应在 {Limits.EarliestDay.Year} 至 {Limits.LatestDay.Year} 之间。");
        validator.RuleFor(command => command.Title).IsName("标题");
        validator.RuleFor(command => command.Figures).Must((command, _) => AreWhole(figures(command)))
            .WithErrorCode("edition.figures").WithMessage("汇总数据的位置、版本、行数或摘要不成立。");
    }

    /// <summary>The human resources authorities keep the statistics (Order 259 Art. 20), each of a region where the law holds.</summary>
    public static Refusal? Refuses(IEditionCommand command, RulePack rules) =>
        Standing.Refuses(command, rules, Rules.Statistics)
        ?? (Competence.HasKindOf(command.By, rules[Rules.Statistics]) ? null : new Refusal(
            "edition.not-the-authority", RefusalKind.NotAllowed,
            "年度统计由人力资源社会保障主管部门发布。", "Annual statistics are published by a human resources authority.",
            rules.Cite(Rules.Statistics), "由人力资源社会保障主管部门发布。"));

    private static bool AreWhole(ReckonedFigures figures) =>
        figures.Position > 0 && figures.Rows >= 0 && figures.ProjectionVersion is > 0 and <= EditionLimits.ProjectionVersion
        && figures.Projection.Length is > 0 and <= Limits.IdCharacters
        && figures.Sha256.Length == 64 && figures.Sha256.All(char.IsAsciiHexDigitLower);
}

/// <summary>A command about a year's published statistics.</summary>
public interface IEditionCommand : ILegalCommand, IReckonedCommand
{
    int Year { get; }

    string Title { get; }

    ReckonedFigures Figures { get; }
}
