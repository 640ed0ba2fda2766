using Ledger.Domain.Editions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Editions;

public sealed class PublishingEditionTests
{
    private static readonly ReckonedFigures Figures = new("annual-summaries", 1, 100, 12, new string('a', 64));
    private static readonly PublishEdition Command = new(Y1, "2024年度统计", Figures, Day("2025-02-01"), ProvincialHr);
    private static readonly EditionPublished Fact = new(
        By(ProvincialHr, "2025-02-01", Rules.Statistics), Y1, "annual-summaries", 1, 100, 12, new string('a', 64), "2024年度统计");

    [Fact]
    public void An_authority_publishes_a_year() => Given().When(Command).Then(Fact);

    [Fact]
    public void Asked_again_later_the_same_figures_are_nothing_new() => Given(Fact)
        .When(Command with { On = Day("2025-03-01"), Figures = Figures with { Position = 200 } }).ThenNothing();

    [Fact]
    public void Other_figures_are_for_a_restatement() => Given(Fact)
        .When(Command with { Figures = Figures with { Sha256 = new string('b', 64) } })
        .ThenRefused("edition.already-published", RefusalKind.WrongState, null);

    [Fact]
    public void Another_title_is_not_the_same_edition() => Given(Fact).When(Command with { Title = "另一标题" })
        .ThenRefused("edition.already-published", RefusalKind.WrongState, null);

    [Theory]
    [InlineData(CityHealth, "edition.not-the-authority")]
    [InlineData(Actor.Institution, "edition.not-the-authority")]
    [InlineData(Foreign, "authority.outside-region")]
    public void Nobody_else_does(string by, string code) => Given().When(Command with { By = by })
        .ThenRefused(code, RefusalKind.NotAllowed, "259:第二十条");

    [Fact]
    public void A_year_that_has_not_begun_has_no_statistics() => Given().When(Command with { On = Day("2023-12-31") })
        .ThenRefused("edition.year-not-begun", RefusalKind.Unlawful, "259:第二十条");

    [Fact]
    public void Nothing_is_published_under_a_draft() => Given().UnderADraft().When(Command)
        .ThenRefused("rules.draft", RefusalKind.Unlawful, "259:第二十条");

    [Theory]
    [InlineData("", 64, 1, "edition.figures")]
    [InlineData("annual-summaries", 63, 1, "edition.figures")]
    [InlineData("annual-summaries", 64, 0, "edition.figures")]
    public void Figures_that_cannot_be_are_malformed(string projection, int digits, long position, string code) => Desk.Check(
            Command with { Figures = new ReckonedFigures(projection, 1, position, 12, new string('a', digits)) })
        .Select(problem => problem.ErrorCode).ShouldBe([code]);
}
