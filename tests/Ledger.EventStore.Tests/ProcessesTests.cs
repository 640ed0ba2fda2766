using Ledger.Testing;
using static Ledger.EventStore.Tests.Appends;

namespace Ledger.EventStore.Tests;

/// <summary>What processes do to each other is an answer and not an error. A process is a store of its own here.</summary>
public sealed class ProcessesTests
{
    [Fact]
    public async Task Of_two_that_make_the_same_streams_in_opposite_order_one_wins_and_one_is_told()
    {
        await using var database = await TestDatabase.Create();
        await using var other = new NpgsqlEventStore(database.DataSource);

        for (var round = 0; round < 20; round++)
        {
            var (a, b) = (To($"a-{round}", ExpectedVersion.NoStream), To($"b-{round}", ExpectedVersion.NoStream));
            var outcomes = await Task.WhenAll(
                Task.Run(() => database.Store.Append(Request(a, b), Never)), Task.Run(() => other.Append(Request(b, a), Never)));

            outcomes.OfType<AppendOutcome.Appended>().ShouldHaveSingleItem();
            outcomes.OfType<AppendOutcome.VersionConflict>().ShouldHaveSingleItem().Actual.ShouldBe(1);
        }
    }

    [Fact]
    public async Task One_that_counts_on_a_version_never_overwrites_another()
    {
        await using var database = await TestDatabase.Create();
        var stores = Enumerable.Range(0, 4).Select(_ => new NpgsqlEventStore(database.DataSource)).ToList();

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
        foreach (var store in stores)
            await store.DisposeAsync();

        won.Sum().ShouldBe(100);
        (await database.Store.ReadStream("s", UpTo.Now, Never)).Events.Select(one => one.Version)
            .ShouldBe(Enumerable.Range(1, 100).Select(n => (long)n));
    }

    [Fact]
    public async Task Connections_ended_while_nothing_was_under_way_cost_no_append()
    {
        await using var database = await TestDatabase.Create();
        await database.Store.Append("s", ExpectedVersion.NoStream);
        await using (var administrator = Npgsql.NpgsqlDataSource.Create(await TestServer.ConnectionString("postgres")))
        {
            await using var end = administrator.CreateCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1");
            end.Parameters.Add(new() { Value = new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString).Database });
            await end.ExecuteNonQueryAsync();
        }

        (await database.Store.Append("s", ExpectedVersion.Exactly(1))).ShouldBeOfType<AppendOutcome.Appended>();
    }
}
