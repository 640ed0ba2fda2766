using System.Diagnostics;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;
using Npgsql;
using static Ledger.Projections.Tests.TestLedger;

namespace Ledger.Projections.Tests.Engine;

/// <summary>How fast a rebuild is, the benchmarks say. That it works on sets, which makes it so, can be counted on any machine.</summary>
public sealed class RebuildStatementsTests
{
    private const int EventsAnAccount = 8;

    /// <summary>Accounts first, and in the end. Their events fit in one of a rebuild's transactions both times.</summary>
    private const int Few = 100, Many = 2_500;

    [Fact]
    public async Task A_rebuild_of_many_events_takes_as_many_statements_as_one_of_few()
    {
        await using var ledger = await Create();
        await ledger.AppendAll(Accounts(0, Few));
        var few = await Rebuilds(ledger);
        (await ledger.Scalar("select count(*) from credit_hours.entry")).ShouldBe(Few * EventsAnAccount / 2);

        await ledger.AppendAll(Accounts(Few, Many - Few));
        (await Rebuilds(ledger)).ShouldBe(few);
        (await ledger.Scalar("select count(*) from credit_hours.entry")).ShouldBe(Many * EventsAnAccount / 2);
    }

    /// <returns>Statements that each read model's rebuild took.</returns>
    private static async Task<Dictionary<string, int>> Rebuilds(TestLedger ledger)
    {
        var taken = new Dictionary<string, int>();
        foreach (var projection in ledger.Runner.Projections)
        {
            using var counter = new StatementCounter(new NpgsqlConnectionStringBuilder(ledger.ConnectionString).Database!);
            await ledger.Runner.Rebuild(projection.Name, null, Never);
            taken[projection.Name] = counter.Count;
        }

        taken.Values.ShouldAllBe(count => count > 0);
        return taken;
    }

    private static IEnumerable<(string Stream, IReadOnlyList<IFact> Facts)> Accounts(int first, int count) =>
        Enumerable.Range(first, count).Select(number => (
            Said.Credits(Guid.NewGuid()),
            (IReadOnlyList<IFact>)[.. Enumerable.Range(0, EventsAnAccount / 2).SelectMany(index => Entry(number, index))]));

    private static IEnumerable<IFact> Entry(int number, int index)
    {
        var entry = Guid.NewGuid();
        yield return Said.Claimed(
            entry, 8, index == 0 ? SubjectKind.Public : SubjectKind.Professional, provider: $"institution-{number % 50}",
            project: $"project-{(number + index) % 900}", division: $"3601{number % 20:00}");
        yield return Said.Recognised(entry, 8);
    }

    /// <summary>Counts what the driver sends to one database, connecting apart; other tests talk to theirs at the same time.</summary>
    private sealed class StatementCounter : IDisposable
    {
        private readonly ActivityListener listener;
        private int count;

        public StatementCounter(string database)
        {
            listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = activity =>
                {
                    if (activity.GetTagItem("db.namespace") as string == database && activity.GetTagItem("db.query.text") is not null)
                        Interlocked.Increment(ref count);
                },
            };
            ActivitySource.AddActivityListener(listener);
        }

        public int Count => count;

        public void Dispose() => listener.Dispose();
    }
}
