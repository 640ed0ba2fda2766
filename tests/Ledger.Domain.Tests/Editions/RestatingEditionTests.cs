using Ledger.Domain.Editions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Editions;

public sealed class RestatingEditionTests
{
    private static readonly FigureChange[] Changes = [new("division:360000", "hours", 8m, 12.5m)];

    private static readonly EditionPublished First = new(
        By(ProvincialHr, "2025-02-01", Rules.Statistics), Y1, "annual-summaries", 1, 100, 12, new string('a', 64), "2024年度统计");

    private static readonly RestateEdition Command = new(
        Y1, "2024年度统计", new ReckonedFigures("annual-summaries", 1, 200, 13, new string('b', 64)), "补录学时", 1, Changes, 1,
        Day("2025-06-01"), ProvincialHr);

    private static readonly EditionRestated Fact = new(
        By(ProvincialHr, "2025-06-01", Rules.Statistics), Y1, "annual-summaries", 1, 200, 13, new string('b', 64), "2024年度统计", 1,
        "补录学时", Changes, 1);

    [Fact]
    public void Who_published_restates_and_says_what_changed_and_why() => Given(First).When(Command).Then(Fact);

    [Fact]
    public void Said_twice_it_is_written_once() => Given(First, Fact).When(Command).ThenNothing();

    [Fact]
    public void The_next_restatement_replaces_the_one_before() => Given(First, Fact)
        .When(Command with { Figures = Command.Figures with { Sha256 = new string('c', 64) }, Replaces = 2 })
        .Then(Fact with { Sha256 = new string('c', 64), Replaces = 2 });

    [Fact]
    public void What_was_reckoned_against_an_edition_that_is_replaced_is_reckoned_anew() => Given(First, Fact)
        .When(Command with { Figures = Command.Figures with { Sha256 = new string('c', 64) } })
        .ThenRefused("edition.replaced-meanwhile", RefusalKind.WrongState, null);

    [Fact]
    public void What_was_not_published_is_not_restated() => Given().When(Command)
        .ThenRefused("edition.not-found", RefusalKind.NotFound, null);

    [Fact]
    public void The_same_figures_are_not_restated() => Given(First)
        .When(Command with { Figures = Command.Figures with { Sha256 = First.Sha256 } })
        .ThenRefused("edition.nothing-changed", RefusalKind.WrongState, null);

    [Fact]
    public void A_restatement_that_names_no_change_is_none() => Given(First).When(Command with { Changed = [], ChangedInAll = 0 })
        .ThenRefused("edition.nothing-changed", RefusalKind.WrongState, null);

    [Fact]
    public void Another_authority_does_not() => Given(First).When(Command with { By = CityHr })
        .ThenRefused("edition.not-the-publisher", RefusalKind.NotAllowed, "259:第二十条");

    [Fact]
    public void Not_before_what_it_replaces() => Given(First).When(Command with { On = Day("2025-01-31") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "259:第二十条");

    [Theory]
    [InlineData("", 1)]
    [InlineData("补录学时", 2)]
    public void Without_a_reason_or_with_changes_left_out_it_is_malformed(string reason, int inAll) =>
        Desk.Check(Command with { Reason = reason, ChangedInAll = inAll }).ShouldNotBeEmpty();
}
