using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Records the experts' review of an application (评审).</summary>
/// <param name="Experts">How many took part.</param>
/// <param name="Opinion">What they found, without anybody's name.</param>
public sealed record ReviewApplication(
    string Institution, string Application, bool Recommended, int Experts, bool SiteVisited, string Opinion, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class ReviewApplicationValidator : LegalCommandValidator<ReviewApplication>
{
    public ReviewApplicationValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Application).IsId();
        RuleFor(command => command.Experts).InclusiveBetween(0, MostExperts)
            .WithErrorCode("experts.out-of-range").WithMessage($"专家人数须在0至{MostExperts}之间。");
        RuleFor(command => command.Opinion).IsReason("评审意见");
    }

    /// <summary>Persons in one panel. Above it, it is a slip of the keyboard.</summary>
    public const int MostExperts = 1_000;
}

/// <summary>
/// The HR authority and the industry authority or organisation that were applied to have experts examine the material
/// (赣人社规〔2023〕1号 Art. 7(2)). Without experts it is no review.
/// </summary>
public static class ReviewingApplication
{
    public static Outcome Decide(ReviewApplication command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.Review, out var institution) is { } refusal) return refusal;

        var reviewed = new ApplicationReviewed(
            command.Act(rules, Rules.Review), command.Application, command.Recommended, command.Experts, command.SiteVisited,
            command.Opinion.AsReason());
        return institution.Application(command.Application) switch
        {
            null => Applications.NotFound(command.Application),
            { LastReview: { } written } when reviewed.Repeats(written) => Outcome.Nothing,
            Application.Determined or Application.Refused => Applications.Closed(command.Application),
            Application.Reviewed => AlreadyReviewed(command.Application),
            { } application => NotApplied(command, application.Applied, rules)
                ?? (command.Experts > 0 ? null : WithoutExperts(rules))
                ?? Standing.DayBefore(command, application.LastDay, "申报或者补正", rules, Rules.Review)
                ?? Outcome.Of(reviewed),
        };
    }

    private static Refusal AlreadyReviewed(string application) => new(
        "application.already-reviewed", RefusalKind.WrongState,
        $"申报 {application} 已经评审。", $"Application {application} has been reviewed.", Mend: "补正后可以再次评审。");

    private static Refusal WithoutExperts(RulePack rules) => new(
        "application.review-without-experts", RefusalKind.Unlawful,
        "评审须有专家参加。", "A review takes experts.", rules.Cite(Rules.Review), "组织继续教育和相关领域专家评审。");

    private static Refusal? NotApplied(ReviewApplication command, InstitutionApplied applied, RulePack rules) =>
        command.By == applied.Lead || command.By == applied.Co ? null : new(
            "application.not-a-reviewing-authority", RefusalKind.NotAllowed,
            $"{command.By} 不是该申报的受理单位或者会同机关。", $"{command.By} is neither the authority applied to nor its co-authority.",
            rules.Cite(Rules.Review), applied.Co is null ? $"由 {applied.Lead} 组织评审。" : $"由 {applied.Lead} 或者 {applied.Co} 组织评审。");
}
