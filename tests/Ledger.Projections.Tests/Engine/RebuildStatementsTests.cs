using System.Diagnostics;
using Ledger.Domain.CreditAccounts;
using Xunit.Abstractions;
using static Ledger.Projections.Tests.TestLedger;

namespace Ledger.Projections.Tests.Engine;

public sealed class RebuildSpeedTests(ITestOutputHelper output)
{
    private const int Events = 200_000;
    private const int EventsAnAccount = 8;

    /// <summary>
    /// A rebuild against the least that anybody must do: read the same events in order over one connection. The bound is far below what is
    /// measured, so that a loaded machine does not fail it; a statement for each event would.
    /// </summary>
    [Fact]
    public async Task A_rebuild_is_not_far_from_a_plain_ordered_read()
    {
        await using var ledger = await Create();
        await ledger.AppendAll(Enumerable.Range(0, Events / EventsAnAccount).Select(number => (
            Said.Credits(Guid.NewGuid()),
            (IReadOnlyList<Ledger.Domain.Kernel.IFact>)
            [.. Enumerable.Range(0, EventsAnAccount / 2).SelectMany(index => Account(number, index))])));
        await ledger.Scalar("analyze; select 1");
        await PlainRead(ledger);
        var read = await PlainRead(ledger);
        foreach (var name in new[] { "credit-hours", "annual-summaries", "directory" })
        {
            var clock = Stopwatch.StartNew();
            await ledger.Runner.Rebuild(name, null, Never);
            var ratio = read.TotalSeconds / clock.Elapsed.TotalSeconds;
            output.WriteLine(
                $"{name}: {Events / clock.Elapsed.TotalSeconds:N0} events/s, "
                + $"plain read {Events / read.TotalSeconds:N0}, ratio {ratio:0.00}");
            ratio.ShouldBeGreaterThan(0.02, name);
        }

        (await ledger.Scalar("select count(*) from credit_hours.entry")).ShouldBe(Events / 2);
    }

    private static IEnumerable<Ledger.Domain.Kernel.IFact> Account(int number, int index)
    {
        var entry = Guid.NewGuid();
        yield return Said.Claimed(
            entry, 8, index == 0 ? SubjectKind.Public : SubjectKind.Professional, provider: $"institution-{number % 50}",
            project: $"project-{(number + index) % 900}", division: $"3601{number % 20:00}");
        yield return Said.Recognised(entry, 8);
    }

    private static async Task<TimeSpan> PlainRead(TestLedger ledger)
    {
        var clock = Stopwatch.StartNew();
        var count = 0;
        await foreach (var _ in ledger.Store.ReadAll(0, null, Never))
            count++;
        count.ShouldBe(Events);
        return clock.Elapsed;
    }
}
