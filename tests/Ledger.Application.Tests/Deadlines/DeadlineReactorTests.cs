using Ledger.Application.Commands;
using Ledger.Application.Deadlines;
using Ledger.Application.Messages;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Ledger.Messaging;

namespace Ledger.Application.Tests.Deadlines;

public sealed class DeadlineReactorTests
{
    private static readonly DeadlineReactor Reactor = new(MessageCatalog.Ledger);
    private static readonly Act Act = new(new DateOnly(2026, 3, 2), "hr-360100");
    private static readonly CorrectionOrdered Ordered = new(Act, "o1", "事由", new DateOnly(2026, 4, 30));
    private static readonly InstitutionListed Listed = new(Act, "l1", ListingKind.Public, "hr-360000", null);
    private static readonly BaseSelected Selected = new(Act, "b1", BaseLevel.City, "l1", null, new DateOnly(2029, 3, 2));
    private static readonly BaseReviewed Kept = new(
        Act, "b1", Kept: true, "复核意见", new DateOnly(2029, 3, 2), new DateOnly(2032, 3, 2));

    [Fact]
    public async Task An_order_schedules_its_deadline()
    {
        var sent = (await React(Ordered)).ShouldHaveSingleItem();
        (sent.Type, sent.DueAt).ShouldBe(("correction.falls-due.v1", ShanghaiTime.StartOf(new DateOnly(2026, 5, 1))));
        Read(sent).ShouldBe(new CorrectionFallsDue("i1", "o1", new DateOnly(2026, 4, 30)));
    }

    [Fact]
    public async Task A_listing_schedules_the_plan_of_the_next_year()
    {
        var sent = (await React(Listed)).ShouldHaveSingleItem();
        (sent.Type, sent.DueAt).ShouldBe(("plan.falls-due.v1", ShanghaiTime.StartOf(new DateOnly(2027, 1, 1))));
        Read(sent).ShouldBe(new PlanFallsDue("i1", 2027));
    }

    [Fact]
    public async Task A_listing_entered_years_later_calls_no_year_overdue_that_the_ledger_did_not_see()
    {
        var old = Listed with { Act = Act with { On = new DateOnly(2023, 9, 1) } };
        Read((await React(old)).ShouldHaveSingleItem()).ShouldBe(new PlanFallsDue("i1", 2027));
    }

    [Fact]
    public async Task A_listing_recorded_before_plans_could_be_calls_no_year_overdue_whose_plan_nobody_could_hand_in()
    {
        var recorded = new DateTimeOffset(2024, 3, 2, 9, 0, 0, ShanghaiTime.Offset);
        var old = Recorded(Listed with { Act = Act with { On = new DateOnly(2024, 3, 2) } }, "institution-i1");
        var sent = await Reactor.React([old with { Recorded = old.Recorded with { RecordedAt = recorded } }], CancellationToken.None);
        Read(sent.ShouldHaveSingleItem()).ShouldBe(new PlanFallsDue("i1", PlanFallsDue.FirstYear));
    }

    [Fact]
    public async Task A_listing_of_a_later_year_waits_for_the_year_after_its_own()
    {
        var later = Recorded(Listed with { Act = Act with { On = new DateOnly(2029, 3, 2) } }, "institution-i1");
        var recorded = later.Recorded with { RecordedAt = new DateTimeOffset(2029, 12, 31, 16, 30, 0, TimeSpan.Zero) };
        var sent = await Reactor.React([later with { Recorded = recorded }], CancellationToken.None);
        Read(sent.ShouldHaveSingleItem()).ShouldBe(new PlanFallsDue("i1", 2031), "in China it was 2030 when it was recorded");
    }

    [Fact]
    public async Task One_institution_and_year_have_one_message_wherever_it_came_from()
    {
        var listed = (await React(Listed)).ShouldHaveSingleItem();
        var again = Listed with { Listing = "l2", Act = Act with { On = new DateOnly(2026, 8, 1) } };
        var relisted = (await React(again)).ShouldHaveSingleItem();
        var fromTheYearBefore = MessageCatalog.Ledger.Pack(new PlanFallsDue("i1", 2027), null, "some message", "0");

        relisted.Id.ShouldBe(listed.Id);
        fromTheYearBefore.Id.ShouldBe(listed.Id);
        MessageCatalog.Ledger.Pack(new PlanFallsDue("i1", 2028), null).Id.ShouldNotBe(listed.Id);
        MessageCatalog.Ledger.Pack(new PlanFallsDue("i2", 2027), null).Id.ShouldNotBe(listed.Id);
    }

    [Fact]
    public async Task A_base_schedules_the_end_of_each_of_its_cycles()
    {
        var sent = await React(Selected, Kept, Kept with { Kept = false, Until = null });

        sent.Select(Read).ShouldBe(
            [new BaseCycleEnds("i1", "b1", new DateOnly(2029, 3, 2)), new BaseCycleEnds("i1", "b1", new DateOnly(2032, 3, 2))]);
        sent.Select(message => message.DueAt).ShouldBe(
            [ShanghaiTime.StartOf(new DateOnly(2029, 3, 3)), ShanghaiTime.StartOf(new DateOnly(2032, 3, 3))]);
        sent.DistinctBy(message => message.Id).Count().ShouldBe(2);
    }

    [Fact]
    public async Task It_wants_the_facts_that_set_a_term_and_no_other()
    {
        FactCatalog.Types.Keys.Where(Reactor.Wants).ShouldBe(
            ["institution.correction-ordered.v1", "institution.listed.v1", "institution.base-selected.v1", "institution.base-reviewed.v1"],
            ignoreOrder: true);
        (await React(new InstitutionWarned(Act, "w1", "事由"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fact_on_a_stream_that_is_no_institution_schedules_nothing() =>
        (await Reactor.React([Recorded(Ordered, "elsewhere-1")], CancellationToken.None)).ShouldBeEmpty();

    private static Task<IReadOnlyList<OutgoingMessage>> React(params IFact[] facts) =>
        Reactor.React([.. facts.Select(fact => Recorded(fact, "institution-i1"))], CancellationToken.None);

    private static DecodedFact Recorded(IFact fact, string stream) => new(
        new RecordedEvent(
            7, stream, 7, DerivedIds.From(stream), FactCatalog.NameOf(fact.GetType()), FactCatalog.Write(fact),
            new DateTimeOffset(2026, 3, 2, 9, 0, 0, ShanghaiTime.Offset), EventMetadata.None),
        fact);

    private static IMessage Read(OutgoingMessage sent) => MessageCatalog.Ledger.Of(sent.Type).Read(sent.Json.Span);
}
