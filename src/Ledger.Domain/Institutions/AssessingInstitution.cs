using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Records the assessment of the institution for a year (考核评估).</summary>
/// <param name="Year">The year assessed.</param>
/// <param name="Evaluator">The third party commissioned, where there was one.</param>
public sealed record AssessInstitution(
    string Institution, string Assessment, int Year, AssessmentGrade Grade, string? Evaluator, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class AssessInstitutionValidator : LegalCommandValidator<AssessInstitution>
{
    public AssessInstitutionValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Assessment).IsId();
        RuleFor(command => command.Year).InclusiveBetween(Limits.EarliestDay.Year, Limits.LatestDay.Year)
            .WithErrorCode("year.out-of-range").WithMessage($"年度须在{Limits.EarliestDay.Year}至{Limits.LatestDay.Year}之间。");
        RuleFor(command => command.Grade).IsInEnum().WithErrorCode("grade.unknown").WithMessage("没有这个等次。");
        RuleFor(command => command.Evaluator!).IsName("评估机构").When(command => command.Evaluator is not null);
    }
}

/// <summary>
/// HR of a city or above assesses, with other authorities or through a commissioned evaluator (Order 259 Art. 18), and so does whoever
/// determined the listing (谁确定、谁管理, 赣人社规〔2023〕1号 Art. 2). How often is left open (定期), so a second assessment of a year is
/// not refused; one of a year that has not come is.
/// </summary>
public static class AssessingInstitution
{
    public static Outcome Decide(AssessInstitution command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.Assessment, out var institution) is { } refusal) return refusal;

        var rule = IsHrOfLevel(command.By, rules) ? Rules.Assessment : Rules.WhoDeterminesManages;
        var assessed = new InstitutionAssessed(
            command.Act(rules, rule), command.Assessment, command.Year, command.Grade, command.Evaluator?.AsName());
        return institution.Assessment(command.Assessment) switch
        {
            { } known => Standing.Again(assessed, known.Fact, "考核评估", command.Assessment),
            null when !IsHrOfLevel(command.By, rules) && !Supervision.Determined(command.By, institution) => NotTheirs(command.By, rules),
            null when command.Year > command.On.Year => YearToCome(command.Year, rules),
            null => Supervision.Elsewhere(command, institution, rules) ?? Outcome.Of(assessed),
        };
    }

    private static bool IsHrOfLevel(string by, RulePack rules) =>
        Competence.IsHr(by) && Competence.HasLevelOf(by, rules[Rules.Assessment]);

    private static Refusal NotTheirs(string by, RulePack rules) => new(
        "institution.assessment-is-hr", RefusalKind.NotAllowed,
        $"考核评估由设区的市以上人力资源社会保障主管部门进行，不能由 {by} 进行。",
        $"HR of a city or above assesses, not {by}.",
        rules.Cite(Rules.Assessment), "由设区的市以上人力资源社会保障主管部门会同有关部门或者委托第三方评估。");

    private static Refusal YearToCome(int year, RulePack rules) => new(
        "institution.assessment-of-year-to-come", RefusalKind.Unlawful,
        $"{year} 年度尚未到来，不能考核评估。", $"The year {year} has not come.", rules.Cite(Rules.Assessment), "年度开始后再评估。");
}
