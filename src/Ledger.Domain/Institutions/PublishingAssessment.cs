using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Publishes the result of an assessment (公布考核评估结果).</summary>
public sealed record PublishAssessment(
    string Institution, string Assessment, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class PublishAssessmentValidator : LegalCommandValidator<PublishAssessment>
{
    public PublishAssessmentValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Assessment).IsId();
    }
}

/// <summary>The authority that assessed publishes the result (Order 259 Art. 18).</summary>
public static class PublishingAssessment
{
    public static Outcome Decide(PublishAssessment command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.AssessmentPublication, out var institution) is { } refusal) return refusal;

        var published = new AssessmentPublished(command.Act(rules, Rules.AssessmentPublication), command.Assessment);
        return institution.Assessment(command.Assessment) switch
        {
            null => NotFound(command.Assessment),
            Assessment.Published done when published.Repeats(done.Publication) => Outcome.Nothing,
            Assessment.Published done => AlreadyPublished(done),
            { } assessment when assessment.Fact.Act.By != command.By => NotTheAssessor(command.By, assessment.Fact.Act.By, rules),
            { } assessment => Standing.DayBefore(command, assessment.Fact.Act.On, "考核评估", rules, Rules.AssessmentPublication)
                ?? Outcome.Of(published),
        };
    }

    private static Refusal NotFound(string assessment) => new(
        "assessment.not-found", RefusalKind.NotFound, $"没有编号为 {assessment} 的考核评估。", $"There is no assessment {assessment}.",
        Mend: "先记录考核评估。");

    private static Refusal AlreadyPublished(Assessment.Published done) => new(
        "assessment.already-published", RefusalKind.WrongState,
        $"考核评估结果已于 {done.Publication.Act.On:yyyy-MM-dd} 公布。", $"It was published on {done.Publication.Act.On:yyyy-MM-dd}.",
        Mend: "不必再次公布。");

    private static Refusal NotTheAssessor(string by, string assessor, RulePack rules) => new(
        "assessment.not-the-assessor", RefusalKind.NotAllowed,
        $"考核评估由 {assessor} 作出，{by} 不能公布。", $"{assessor} assessed; {by} cannot publish it.",
        rules.Cite(Rules.AssessmentPublication), $"由 {assessor} 公布。");
}
