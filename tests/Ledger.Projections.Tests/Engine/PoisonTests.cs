using Ledger.Projections.Engine;
using static Ledger.Projections.Tests.TestLedger;

namespace Ledger.Projections.Tests.Engine;

public sealed class PoisonTests
{
    private const string Secret = "不应出现";

    [Theory]
    [InlineData("""{"hours":"不应出现"}""")]
    [InlineData("""{"note":"不应出现"}""")]
    [InlineData("""{"act":{"on":"2024-01-01","by":"x"},"entry":"00000000-0000-0000-0000-000000000001","hours":1e300,"form":"course"}""")]
    public async Task A_body_that_does_not_fit_stops_its_models_there_and_no_others(string body)
    {
        await using var ledger = await Create();
        var (before, after) = (Guid.NewGuid(), Guid.NewGuid());
        await ledger.AppendAll([(Said.Credits(before), Said.RecognisedClaim(Guid.NewGuid(), 8))]);
        var poison = await ledger.AppendRaw(Said.Credits(before), "credits.claimed.v1", body);
        await ledger.AppendAll([(Said.Credits(after), Said.RecognisedClaim(Guid.NewGuid(), 8))]);
        await ledger.Append(Said.Institution("a"), Said.Registered(Said.On(2024, 1, 1), "甲学院"));

        var statuses = (await ledger.CatchUp()).ToDictionary(status => status.Name);
        statuses["directory"].State.ShouldBe(ProjectionState.Live);
        statuses["directory"].Lag.ShouldBe(0);
        foreach (var name in new[] { "credit-hours", "annual-summaries" })
        {
            statuses[name].State.ShouldBe(ProjectionState.Stopped);
            statuses[name].Position.ShouldBe(poison - 1);
            statuses[name].Lag.ShouldBe(4);
            statuses[name].Reason.ShouldNotBeNull().ShouldContain($"position {poison}");
            statuses[name].Reason!.ShouldContain(Said.Credits(before));
            statuses[name].Reason!.ShouldNotContain(Secret);
        }

        (await ledger.CreditHours.Year(before, 2024, null, null, Never)).Total.ShouldBe(8);
        (await ledger.CreditHours.Year(after, 2024, null, null, Never)).Total.ShouldBe(0);
        (await Should.ThrowAsync<RebuildException>(() => ledger.Runner.Rebuild("credit-hours", null, Never)))
            .Message.ShouldContain($"position {poison}");
        (await ledger.CreditHours.Year(before, 2024, null, null, Never)).Total.ShouldBe(8);
    }

    [Fact]
    public async Task Unknown_aliases_and_facts_of_others_are_passed_over()
    {
        await using var ledger = await Create();
        await ledger.AppendRaw(Said.Credits(Guid.NewGuid()), "credits.blessed.v9", """{"hours":"many"}""");
        await ledger.AppendRaw("stream-of-others", "thing.happened.v1", "{}");
        foreach (var status in await ledger.CatchUp())
            (status.State, status.Position, status.Lag).ShouldBe((ProjectionState.Live, 2, 0));
    }

    [Fact]
    public async Task An_empty_ledger_is_caught_up_and_can_be_rebuilt()
    {
        await using var ledger = await Create();
        foreach (var status in await ledger.CatchUp())
            (status.State, status.Position, status.Head, status.Rows).ShouldBe((ProjectionState.Live, 0, 0, 0));
        foreach (var name in (await ledger.Checksums()).Keys)
            await ledger.Runner.Rebuild(name, null, Never);
        (await ledger.AnnualSummaries.Year(2024, null, Never)).Position.ShouldBe(0);
        await Should.ThrowAsync<KeyNotFoundException>(() => ledger.Runner.Rebuild("nothing", null, Never));
    }
}
