using System.Diagnostics;
using Ledger.Application.Nodes;
using Ledger.Testing;
using static Ledger.Host.Tests.Following.MessageScene;

namespace Ledger.Host.Tests.Following;

/// <summary>Whose turn the work in the background is, among services on one database.</summary>
public sealed class TurnTests : IAsyncLifetime
{
    private static readonly CancellationToken Never = CancellationToken.None;

    /// <summary>Lease and looks, and something for a busy machine.</summary>
    private static readonly TimeSpan Seconds = WorkTurn.Lease + WorkTurn.Look * 2 + TimeSpan.FromSeconds(8);

    private MessageScene scene = null!;

    public async Task InitializeAsync() => scene = await MessageScene.Create();

    public async Task DisposeAsync() => await scene.DisposeAsync();

    [Fact]
    public async Task One_of_two_nodes_works_and_both_say_which_and_the_other_goes_on_when_it_is_stopped()
    {
        var first = await Started("node-1");
        await Until.True(async () => await WorkerAt(first) == "node-1");
        var second = await Started("node-2");
        await scene.Subscribe(second);
        await scene.Register(second, 3);
        await Until.True(async () => scene.Board.Told.Count == 3 && await ReadModelsAreThere(second));
        (await WorkerAt(second)).ShouldBe("node-1");
        (await second.Ready()).Told.GetProperty("node").GetString().ShouldBe("node-2");

        await first.Stop();
        var clock = Stopwatch.StartNew();
        await Until.True(async () => await WorkerAt(second) == "node-2");
        clock.Elapsed.ShouldBeLessThan(WorkTurn.Lease);

        await scene.Register(second, 3);
        await Until.True(async () => scene.Board.Told.Count == 6 && await ReadModelsAreThere(second));
        scene.Board.Told.Distinct().Count().ShouldBe(6);
        await Until.True(async () => (await second.Ledger.Log.Latest(Never))?.Size == await second.Ledger.Store.Head(Never));
    }

    [Fact]
    public async Task A_node_whose_lock_is_gone_stops_working_and_takes_its_turn_again()
    {
        var only = await Started("node-1");
        await Until.True(async () => await WorkerAt(only) == "node-1");

        await scene.Execute("""
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and application_name = 'ledger work node-1'
            """);

        await Until.True(() => scene.Log.Lines.Any(line => line.Contains("cannot be asked", StringComparison.Ordinal)));
        await Until.True(async () => await WorkerAt(only) == "node-1");
        await scene.Subscribe(only);
        await scene.Register(only, 2);
        await Until.True(() => scene.Board.Told.Count == 2);
        scene.Log.Lines.Count(line => line.Contains("is done here, on node-1", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_node_that_has_fallen_silent_keeps_the_work_no_longer_than_its_lease()
    {
        var silent = scene.Turn("silent");
        await using var connection = await silent.Connect(Never);
        (await silent.TryTake(connection, Never)).ShouldBeTrue();
        (await silent.IsHeld(connection, Never)).ShouldBeTrue();
        (await silent.Worker(Never)).ShouldBe("silent");

        var node = await Started("node-2");
        var clock = Stopwatch.StartNew();
        await Until.True(async () => await WorkerAt(node) == "node-2");

        clock.Elapsed.ShouldBeGreaterThan(WorkTurn.Look);
        clock.Elapsed.ShouldBeLessThan(Seconds);
        await Should.ThrowAsync<Npgsql.NpgsqlException>(() => silent.IsHeld(connection, Never));
    }

    [Fact]
    public async Task Nodes_that_do_different_work_do_not_wait_for_one_another()
    {
        var all = await Started("node-1");
        await Until.True(async () => await WorkerAt(all) == "node-1");

        var sealing = await scene.Start(node: "node-2", carries: false);

        await Until.True(async () => await WorkerAt(sealing) == "node-2");
        (await WorkerAt(all)).ShouldBe("node-1");
    }

    private Task<Service> Started(string node) => scene.Start(node: node, follows: true);

    private static async Task<string?> WorkerAt(Service service) =>
        (await service.Ready()).Told.TryGetProperty("worker", out var worker) ? worker.GetString() : null;

    private static async Task<bool> ReadModelsAreThere(Service service) =>
        (await service.Ledger.Projections.Status(Never)).All(status => status.Lag == 0);
}
