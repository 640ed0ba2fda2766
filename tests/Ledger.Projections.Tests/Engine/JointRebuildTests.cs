using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;
using Ledger.Projections.Engine;
using static Ledger.Projections.Tests.TestLedger;

namespace Ledger.Projections.Tests.Engine;

public sealed class JointRebuildTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(100_000)]
    public async Task All_together_give_the_rows_of_live_folding_and_of_each_alone(int eventsInPart)
    {
        await using var ledger = await Create();
        await ledger.AppendMixed(accounts: 60);
        await ledger.CatchUp();
        var live = await ledger.Checksums();
        live["annual-summaries"].Rows.ShouldBeGreaterThan(100);

        var outcomes = await new Rebuild(ledger.Service, ledger.Runner.Projections, null, eventsInPart).Run(Never);
        outcomes.ShouldAllBe(outcome => outcome.Failure == null);
        (await ledger.Checksums()).ShouldBe(live);
        foreach (var name in live.Keys)
            await ledger.Runner.Rebuild(name, null, Never);
        (await ledger.Checksums()).ShouldBe(live);
        (await Keys(ledger)).ShouldBe(9);

        // What comes afterwards is folded into the rows of the rebuild as into any others.
        await ledger.AppendMixed(accounts: 5);
        await ledger.CatchUp();
        live = await ledger.Checksums();
        (await ledger.Runner.RebuildAll(null, Never)).ShouldAllBe(outcome => outcome.Failure == null);
        (await ledger.Checksums()).ShouldBe(live);
    }

    [Fact]
    public async Task A_poison_of_some_models_leaves_the_others_to_switch()
    {
        await using var ledger = await Create();
        await ledger.AppendMixed(accounts: 20);
        await ledger.CatchUp();
        var poison = await ledger.AppendRaw(Said.Credits(Guid.NewGuid()), "credits.claimed.v1", """{"note":"不应出现"}""");
        // Their streams stand before and after that of the first.
        foreach (var year in new[] { 2022, 2026 })
            await ledger.AppendRaw(Said.Credits(Guid.NewGuid(), year), "credits.recognised.v1", """{"note":"不应出现"}""");
        await ledger.CatchUp();
        var (before, live) = (await ledger.Schemas(), await ledger.Checksums());

        var outcomes = await new Rebuild(ledger.Service, ledger.Runner.Projections, null, eventsInPart: 5).Run(Never);
        outcomes.Select(outcome => (outcome.Name, outcome.Failure is null))
            .ShouldBe([("directory", true), ("credit-hours", false), ("annual-summaries", false)]);
        foreach (var failure in outcomes.Select(outcome => outcome.Failure).OfType<RebuildException>())
            failure.Message.ShouldContain($"position {poison} on", customMessage: "the first in the log is the one to be told");
        var after = await ledger.Schemas();
        after["directory"].ShouldNotBe(before["directory"]);
        after["credit_hours"].ShouldBe(before["credit_hours"]);
        after["annual_summaries"].ShouldBe(before["annual_summaries"]);
        after.Count.ShouldBe(3);
        (await ledger.Checksums()).ShouldBe(live);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(100_000)]
    public async Task A_fact_that_only_the_fold_refuses_is_found_by_its_position(int eventsInPart)
    {
        await using var ledger = await Create();
        await ledger.AppendMixed(accounts: 20);
        await ledger.CatchUp();
        var misplaced = await ledger.Append("credits-of-nobody", Said.Claimed(Guid.NewGuid(), 8));
        await ledger.AppendMixed(accounts: 2);

        var outcomes = await new Rebuild(ledger.Service, ledger.Runner.Projections, null, eventsInPart).Run(Never);
        outcomes.Single(outcome => outcome.Name == "directory").Failure.ShouldBeNull();
        foreach (var outcome in outcomes.Where(outcome => outcome.Name != "directory"))
            outcome.Failure.ShouldNotBeNull().Message.ShouldContain($"position {misplaced} on stream credits-of-nobody");
    }

    [Fact]
    public async Task One_that_is_being_rebuilt_elsewhere_is_left_to_that_process()
    {
        await using var ledger = await Create();
        await ledger.AppendMixed(accounts: 5);
        await ledger.CatchUp();
        var checkedMeanwhile = false;
        var slow = ledger.Another([new Projections.CreditHours.CreditHoursProjection().After(async _ =>
        {
            var outcomes = await ledger.Runner.RebuildAll(null, Never);
            outcomes.Where(outcome => outcome.Failure is not null).Select(outcome => outcome.Name).ShouldBe(["credit-hours"]);
            checkedMeanwhile = true;
        })]);
        await slow.Rebuild("credit-hours", null, Never);
        checkedMeanwhile.ShouldBeTrue();
    }

    [Fact]
    public async Task Events_larger_than_the_buffers_are_folded_like_any_others()
    {
        await using var ledger = await Create();
        var note = new string('甲', 15_000);
        for (var number = 0; number < 12; number++)
        {
            var (stream, entry) = (Said.Credits(Guid.NewGuid()), Guid.NewGuid());
            await ledger.Append(stream, Said.Claimed(entry, 8));
            await ledger.AppendRaw(
                stream, "credits.recognised.v1",
                $$"""{"act":{"on":"2024-01-01","by":"x"},"entry":"{{entry}}","hours":8,"note":"{{note}}"}""");
        }

        await ledger.AppendMixed(accounts: 5);
        await ledger.CatchUp();
        var live = await ledger.Checksums();
        (await ledger.Runner.RebuildAll(null, Never)).ShouldAllBe(outcome => outcome.Failure == null);
        (await ledger.Checksums()).ShouldBe(live);
    }

    [Fact]
    public async Task However_long_the_log_is_no_more_than_a_part_of_it_is_folded_at_once()
    {
        await using var ledger = await Create();
        await ledger.AppendMixed(accounts: 30);
        var few = await Largest();
        await ledger.AppendMixed(accounts: 300);
        (await Largest()).ShouldBeLessThan(2 * few);

        async Task<int> Largest()
        {
            var counting = new Counting();
            await new Rebuild(ledger.Service, [counting], null, eventsInPart: 100).Run(Never);
            return counting.Largest;
        }
    }

    /// <summary>Of all tables but the one row of each model.</summary>
    private static Task<long> Keys(TestLedger ledger) => ledger.Scalar("""
        select count(*) from pg_constraint
        where connamespace in ('directory'::regnamespace, 'credit_hours'::regnamespace, 'annual_summaries'::regnamespace)
          and contype in ('p', 'u') and conname not like 'generation%'
        """);

    /// <summary>A read model that keeps nothing but how many facts it was given at once.</summary>
    private sealed class Counting : IProjection
    {
        public int Largest { get; private set; }

        public string Name => "credit-hours";

        public int Version => 1;

        public IReadOnlySet<string> Facts => new Projections.CreditHours.CreditHoursProjection().Facts;

        public IReadOnlyList<ProjectionTable> Tables => [];

        public string Schema(string schema) => new Projections.CreditHours.CreditHoursProjection().Schema(schema);

        public string Indexes(string schema) => "";

        public Task Apply(IReadOnlyList<StoredFact> facts, FoldTarget target, CancellationToken cancellation)
        {
            Largest = Math.Max(Largest, facts.Count);
            return Task.CompletedTask;
        }
    }
}
