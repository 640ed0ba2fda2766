using Ledger.EventStore;
using Ledger.Testing;
using Npgsql;
using static Ledger.Conformance.Store.Appends;

namespace Ledger.Conformance.Store;

/// <summary>What processes do to each other is an answer and not an error. A process is a store of its own here.</summary>
public abstract class ProcessesConformance<TEngine> : StoreSuite<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Fact]
    public virtual async Task Of_two_that_make_the_same_streams_in_opposite_order_one_wins_and_one_is_told()
    {
        var other = await Another();

        for (var round = 0; round < 20; round++)
        {
            var (a, b) = (To($"a-{round}", ExpectedVersion.NoStream), To($"b-{round}", ExpectedVersion.NoStream));
            var outcomes = await Task.WhenAll(
                Task.Run(() => Store.Append(Request(a, b), Never)), Task.Run(() => other.Append(Request(b, a), Never)));

            outcomes.OfType<AppendOutcome.Appended>().ShouldHaveSingleItem();
            outcomes.OfType<AppendOutcome.VersionConflict>().ShouldHaveSingleItem().Actual.ShouldBe(1);
        }
    }

    [Fact]
    public virtual async Task One_that_counts_on_a_version_never_overwrites_another()
    {
        var stores = await Others(4);

        var won = await Task.WhenAll(stores.Select(store => Task.Run(async () =>
        {
            var taken = 0;
            while (taken < 25)
            {
                var seen = await store.ReadStream("s", UpTo.Now, Never);
                if (await store.Append("s", ExpectedVersion.Exactly(seen.Version)) is AppendOutcome.Appended)
                    taken++;
            }

            return taken;
        })));

        won.Sum().ShouldBe(100);
        (await Store.ReadStream("s", UpTo.Now, Never)).Events.Select(one => one.Version)
            .ShouldBe(Enumerable.Range(1, 100).Select(n => (long)n));
    }

    [Fact]
    public virtual async Task Connections_ended_while_nothing_was_under_way_cost_no_append()
    {
        await Store.Append("s", ExpectedVersion.NoStream);
        await using (var administrator = NpgsqlDataSource.Create(await TestServer.ConnectionString("postgres")))
        {
            await using var end = administrator.CreateCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1");
            end.Parameters.Add(new() { Value = new NpgsqlConnectionStringBuilder(ConnectionString).Database });
            await end.ExecuteNonQueryAsync();
        }

        (await Store.Append("s", ExpectedVersion.Exactly(1))).ShouldBeOfType<AppendOutcome.Appended>();
    }
}
