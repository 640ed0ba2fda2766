using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Decisions;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Outcome = Ledger.Domain.Kernel.Outcome;

namespace Ledger.Domain.Tests.Kernel;

/// <summary>What holds for any sequence of commands, however it came about.</summary>
public sealed class AnyHistoryTests
{
    [Fact]
    public void No_sequence_of_commands_ends_a_listing_twice()
    {
        var ended = 0;
        ForAll((_, desk) =>
        {
            var ends = Facts(desk).OfType<InstitutionDelisted>().ToList();
            ended += ends.Count;
            return ends.DistinctBy(end => end.Listing).Count() == ends.Count
                && Facts(desk).OfType<DecisionIssued>().Count() == ends.Count;
        });

        ended.ShouldBeGreaterThan(5, "hardly any sequence came to an end of a listing, so that nothing was tried");
    }

    [Fact]
    public void Who_ends_a_listing_has_determined_it_and_has_served_a_notice_before() => ForAll((_, desk) =>
        Facts(desk).OfType<InstitutionDelisted>().All(end =>
            Facts(desk).OfType<ListingDetermined>().Single(determined => determined.Listing == end.Listing).Lead == end.Act.By
            && desk.Facts(StreamIds.Decision(end.Decision)).OfType<NoticeServed>().Single().Act.On <= end.Act.On
            && desk.Facts(StreamIds.Decision(end.Decision)).OfType<DecisionOpened>().Single().Gravity == Gravity.Serious));

    [Fact]
    public void No_step_of_a_listing_is_dated_before_the_one_it_rests_on() => ForAll((_, desk) =>
        Facts(desk).OfType<InstitutionListed>().All(listed =>
            Facts(desk).OfType<ListingDetermined>().Single(determined => determined.Listing == listed.Listing).Act.On <= listed.Act.On
            && Facts(desk).OfType<InstitutionDelisted>().All(end => end.Listing != listed.Listing || end.Act.On >= listed.Act.On)));

    [Fact]
    public void Nothing_is_noted_twice_nor_before_its_day()
    {
        var noted = 0;
        ForAll((_, desk) =>
        {
            var corrections = Facts(desk).OfType<CorrectionOverdue>().ToList();
            var plans = Facts(desk).OfType<PlanOverdue>().ToList();
            noted += corrections.Count + plans.Count;
            return corrections.DistinctBy(note => note.Order).Count() == corrections.Count
                && corrections.All(note => note.Act.On == note.Deadline.AddDays(1))
                && plans.DistinctBy(note => note.Year).Count() == plans.Count
                && plans.All(note => note.Act.On == new DateOnly(note.Year, 1, 1));
        });

        noted.ShouldBeGreaterThan(5, "hardly anything was overdue, so that nothing was tried");
    }

    [Fact]
    public void No_base_outlives_the_listing_that_it_was_selected_from()
    {
        var selected = 0;
        ForAll((_, desk) =>
        {
            if (Institution.Fold(desk.Facts(StreamIds.Institution(Samples.I1))) is not Institution.Registered institution) return true;

            selected += institution.Bases.Count;
            return institution.Bases.OfType<Base.Current>().All(one => institution.Listing(one.Selection.Listing) is Listing.Current);
        });

        selected.ShouldBeGreaterThan(2, "hardly any base was selected, so that nothing was tried");
    }

    [Fact]
    public void What_is_folded_from_the_stored_form_is_the_state_that_was_lived_through() => ForAll((_, desk) => desk.Streams.All(stream =>
    {
        var read = stream.Value.Select(fact => FactCatalog.Read(FactCatalog.NameOf(fact.GetType()), FactCatalog.Write(fact))!).ToList();
        return Institution.Fold(read) == stream.Value.Aggregate(Institution.Initial, (state, fact) => state.Evolve(fact))
            && Decision.Fold(read) == stream.Value.Aggregate(Decision.Initial, (state, fact) => state.Evolve(fact));
    }));

    [Fact]
    public void What_was_accepted_is_accepted_again_from_the_beginning_and_leaves_the_same_facts() => ForAll((commands, desk) =>
    {
        var first = new Desk(RulePackCatalog.Jiangxi);
        var accepted = commands.Where(command => first.Handle(command).Outcome is Outcome.Accepted).ToList();
        var again = new Desk(RulePackCatalog.Jiangxi);

        return accepted.All(command => again.Handle(command).Outcome is Outcome.Accepted)
            && again.Streams.All(stream => stream.Value.SequenceEqual(desk.Facts(stream.Key)));
    });

    [Fact]
    public void What_was_accepted_is_nothing_when_it_is_said_again_at_once() => ForAll((commands, _) =>
    {
        var desk = new Desk(RulePackCatalog.Jiangxi);
        return commands.Where(command => desk.Handle(command).Outcome is Outcome.Accepted)
            .All(command => desk.Handle(command).Outcome is Outcome.AlreadyDone);
    });

    private static void ForAll(Func<ILegalCommand[], Desk, bool> holds) => Prop.ForAll(AnyHistory.Arbitrary, commands =>
    {
        var desk = new Desk(RulePackCatalog.Jiangxi);
        foreach (var command in commands) desk.Handle(command);
        return holds(commands, desk);
    }).QuickCheckThrowOnFailure();

    private static IEnumerable<IFact> Facts(Desk desk) => desk.Streams.Values.SelectMany(facts => facts);
}
