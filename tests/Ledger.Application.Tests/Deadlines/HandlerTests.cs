using Ledger.Application.Deadlines;
using Ledger.Application.Messages;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;

namespace Ledger.Application.Tests.Deadlines;

/// <summary>What a message about a day comes to: plain values, without a store.</summary>
public sealed class HandlerTests
{
    private static readonly Act Act = new(new DateOnly(2024, 3, 2), "hr-360000");
    private static readonly InstitutionRegistered Registered = new(Act, "示例培训中心", "示例大学", null, "360100");
    private static readonly InstitutionListed Listed = new(Act, "l1", ListingKind.Public, "hr-360000", null);
    private static readonly InstitutionDelisted Delisted = new(Act, "l1", "d1", "事由");

    [Fact]
    public void A_deadline_that_has_passed_is_for_the_decision_to_judge() =>
        CorrectionFallsDueHandler.Handle(new CorrectionFallsDue("i1", "o1", new DateOnly(2026, 4, 30)))
            .ShouldBeReaction([new NoteOverdueCorrection("i1", "o1", new DateOnly(2026, 5, 1))]);

    [Fact]
    public void So_is_the_end_of_a_cycle() =>
        BaseCycleEndsHandler.Handle(new BaseCycleEnds("i1", "b1", new DateOnly(2028, 2, 29)))
            .ShouldBeReaction([new NoteOverdueBaseReview("i1", "b1", new DateOnly(2028, 2, 29), new DateOnly(2028, 3, 1))]);

    [Fact]
    public void A_year_calls_the_next_for_as_long_as_the_institution_is_listed() =>
        PlanFallsDueHandler.Handle(new PlanFallsDue("i1", 2027), Institution.Fold([Registered, Listed])).ShouldBeReaction(
            [new NoteOverduePlan("i1", 2027, new DateOnly(2027, 1, 1))],
            new Timed(new PlanFallsDue("i1", 2028), ShanghaiTime.StartOf(new DateOnly(2028, 1, 1))));

    [Fact]
    public void Once_it_is_not_listed_the_chain_ends()
    {
        PlanFallsDueHandler.Handle(new PlanFallsDue("i1", 2027), Institution.Fold([Registered, Listed, Delisted])).ShouldBeReaction([]);
        PlanFallsDueHandler.Handle(new PlanFallsDue("i1", 2027), Institution.Initial).ShouldBeReaction([]);
    }

    [Fact]
    public void The_last_year_that_the_ledger_keeps_calls_no_other() =>
        PlanFallsDueHandler.Handle(new PlanFallsDue("i1", 2099), Institution.Fold([Registered, Listed]))
            .ShouldBeReaction([new NoteOverduePlan("i1", 2099, new DateOnly(2099, 1, 1))]);
}

internal static class ReactionAssertions
{
    public static void ShouldBeReaction(this Reaction reaction, ICommand[] commands, params Timed[] messages)
    {
        reaction.Commands.ShouldBe(commands);
        reaction.Messages.ShouldBe(messages);
    }
}
