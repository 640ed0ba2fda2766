using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Publishes a determined listing in the recommended directory (列入推荐目录). <c>On</c> is the first day listed.</summary>
public sealed record ListInstitution(
    string Institution, string Listing, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class ListInstitutionValidator : LegalCommandValidator<ListInstitution>
{
    public ListInstitutionValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Listing).IsId();
    }
}

/// <summary>
/// What was determined is published by the HR authority that took part in it (赣人社规〔2023〕1号 Art. 7(3)): the co-authority, or the
/// lead where HR determines alone.
/// </summary>
public static class ListingInstitution
{
    public static Outcome Decide(ListInstitution command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.Publication, out var institution) is { } refusal) return refusal;

        return institution.Listing(command.Listing) switch
        {
            null => NotDetermined(command.Listing, rules),
            Listing.Current current => Standing.Again(Fact(command, current, rules), current.Fact, "列入", command.Listing),
            Listing.Ended ended when Fact(command, ended, rules).Repeats(ended.Fact) => Outcome.Nothing,
            Listing.Ended ended => AlreadyEnded(ended, rules),
            { } determined when command.By != Publisher(determined) => NotThePublisher(command.By, Publisher(determined), rules),
            Listing.Determined determined => Standing.DayBefore(command, determined.Fact.Act.On, "确定", rules, Rules.Publication)
                ?? Outcome.Of(Fact(command, determined, rules)),
            _ => throw new InvalidOperationException("A listing is determined, current or ended."),
        };
    }

    internal static Refusal AlreadyEnded(Listing.Ended ended, RulePack rules) => new(
        "listing.already-ended", RefusalKind.WrongState,
        $"该列入已于 {ended.On:yyyy-MM-dd} 移出推荐目录。", $"The listing ended on {ended.On:yyyy-MM-dd}.",
        rules.Cite(Rules.Delisting), "如需再次列入，另行申报。");

    private static InstitutionListed Fact(ListInstitution command, Listing listing, RulePack rules) =>
        new(command.Act(rules, Rules.Publication), listing.Id, listing.Kind, listing.Lead, listing.Co);

    private static string Publisher(Listing listing) =>
        listing.Co is { } co && Competence.IsHr(co) ? co : listing.Lead;

    private static Refusal NotDetermined(string listing, RulePack rules) => new(
        "listing.not-found", RefusalKind.NotFound,
        $"没有编号为 {listing} 的列入：未经确定不得公布。", $"There is no listing {listing}; what was not determined cannot be published.",
        rules.Cite(Rules.Publication), "先由有权机关确定。");

    private static Refusal NotThePublisher(string by, string publisher, RulePack rules) => new(
        "listing.not-the-publisher", RefusalKind.NotAllowed,
        $"推荐目录由人力资源社会保障主管部门 {publisher} 公布，{by} 不能公布。",
        $"The HR authority {publisher} publishes this listing; {by} cannot.",
        rules.Cite(Rules.Publication), $"由 {publisher} 公布。");
}
