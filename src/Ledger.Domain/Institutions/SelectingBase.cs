using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Selects the institution as a base of continuing education (遴选为继续教育基地). <c>On</c> is the first day of its first cycle.</summary>
/// <param name="Base">The id of the base.</param>
/// <param name="Listing">The listing it is selected from: of the province for a provincial base, of the city for a city's.</param>
/// <param name="TrainedYearly">Professionals trained in the last year. Asked for of a provincial base.</param>
public sealed record SelectBase(
    string Institution, string Base, BaseLevel BaseLevel, string Listing, int? TrainedYearly, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class SelectBaseValidator : LegalCommandValidator<SelectBase>
{
    public SelectBaseValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Base).IsId();
        RuleFor(command => command.BaseLevel).IsInEnum().WithErrorCode("base-level.unknown").WithMessage("没有这种基地级别。");
        RuleFor(command => command.Listing).IsId();
        RuleFor(command => command.TrainedYearly).InclusiveBetween(0, MostTrainedYearly)
            .WithErrorCode("trained-yearly.out-of-range").WithMessage($"培训人数须在0至{MostTrainedYearly}之间。");
    }

    /// <summary>Persons trained in a year. Above it, it is a slip of the keyboard.</summary>
    public const int MostTrainedYearly = 10_000_000;
}

/// <summary>
/// Provincial HR selects from the institutions of the province, city HR from those of its city (赣人社规〔2023〕1号 Art. 11), for a cycle
/// of three years (Art. 14). A provincial base trains its number of professionals a year (Art. 12(3)); the article's other conditions are
/// for experts to judge, whose papers are shown by digest.
/// </summary>
public static class SelectingBase
{
    public static Outcome Decide(SelectBase command, Institution state, RulePack rules)
    {
        var rule = RuleOf(command.BaseLevel);
        if (Standing.Refuses(command, state, rules, rule, out var institution) is { } refusal) return refusal;

        var selected = new BaseSelected(
            command.Act(rules, rule), command.Base, command.BaseLevel, command.Listing, command.TrainedYearly,
            BaseCycles.LastDay(command.On, rules));
        if (institution.Base(command.Base) is { } known) return Standing.Again(selected, known.Selection, "基地", command.Base);

        return NotTheSelector(command, rules, rule)
            ?? WithoutListing(command, institution, rules, rule)
            ?? TooFewTrainees(command, rules)
            ?? AlreadyStanding(command, institution)
            ?? Outcome.Of(selected);
    }

    private static string RuleOf(BaseLevel level) => level == BaseLevel.Provincial ? Rules.ProvincialBase : Rules.CityBase;

    private static Refusal? NotTheSelector(SelectBase command, RulePack rules, string rule) =>
        Competence.IsHr(command.By) && Competence.HasLevelOf(command.By, rules[rule]) ? null : new Refusal(
            "base.not-a-selecting-authority", RefusalKind.NotAllowed,
            $"省级基地由省人力资源社会保障主管部门遴选，市级基地由设区市人力资源社会保障主管部门遴选，不能由 {command.By} 遴选。",
            $"Provincial HR selects provincial bases and city HR a city's; {command.By} cannot.",
            rules.Cite(rule), "由同级人力资源社会保障主管部门遴选。");

    private static Refusal? WithoutListing(SelectBase command, Institution.Registered institution, RulePack rules, string rule) =>
        institution.Listing(command.Listing) switch
        {
            Listing.Current other when !Competence.SameDivision(other.Lead, command.By) => new Refusal(
                "base.listing-of-another-level", RefusalKind.Unlawful,
                $"列入 {other.Id} 由 {other.Lead} 确定，不是 {command.By} 的同级机构。",
                $"Listing {other.Id} was determined by {other.Lead}, not at the level and place of {command.By}.",
                rules.Cite(rule), "从同级继续教育机构中遴选。"),
            Listing.Current current => Standing.DayBefore(command, current.Since, "列入推荐目录", rules, rule),
            _ => new Refusal(
                "base.listing-not-current", RefusalKind.WrongState,
                $"列入 {command.Listing} 不在推荐目录之中。", $"Listing {command.Listing} is not in the directory.",
                rules.Cite(rule), "从现在列入推荐目录的机构中遴选。"),
        };

    private static Refusal? TooFewTrainees(SelectBase command, RulePack rules)
    {
        var least = rules[Rules.BaseTrainees].Number;
        return command.BaseLevel != BaseLevel.Provincial || command.TrainedYearly >= least ? null : new Refusal(
            "base.too-few-trainees", RefusalKind.Unlawful,
            command.TrainedYearly is { } trainees
                ? $"每年培训 {trainees} 名，省级基地须不少于 {least} 名。" : $"未载明每年培训人数，省级基地须不少于 {least} 名。",
            $"A provincial base trains {least} professionals a year; "
            + (command.TrainedYearly is { } said ? $"here it is {said}." : "none are said."),
            rules.Cite(Rules.BaseTrainees), "填写上一年度培训的专业技术人才人数；不足的不能遴选为省级基地。");
    }

    private static Refusal? AlreadyStanding(SelectBase command, Institution.Registered institution)
    {
        var standing = institution.Bases.OfType<Base.Current>().FirstOrDefault(one => one.Level == command.BaseLevel);
        return standing is null ? null : new Refusal(
            "base.already-standing", RefusalKind.WrongState,
            $"该机构已是同级基地（{standing.Id}）。", $"The institution is such a base already: {standing.Id}.",
            Mend: "周期届满前复核，继续确定为基地的不必再次遴选。");
    }
}
