using System.Diagnostics;
using Ledger.Testing;
using static Ledger.Host.Tests.Following.MessageScene;

namespace Ledger.Host.Tests.Following;

/// <summary>The work of messages in the service, from a fact to the subscriber who is told of it.</summary>
public sealed class MessageServiceTests : IAsyncLifetime
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private MessageScene scene = null!;

    public async Task InitializeAsync() => scene = await MessageScene.Create();

    public async Task DisposeAsync() => await scene.DisposeAsync();

    [Fact]
    public async Task Two_services_on_one_database_tell_of_each_fact_once()
    {
        const int Institutions = 40;
        Service[] both = [await scene.Start(), await scene.Start()];
        await scene.Subscribe(both[0]);

        await Task.WhenAll(both.Select(service => scene.Register(service, Institutions / 2)));

        await Until.True(async () => scene.Board.Told.Count >= Institutions && await Waits(both[0]) == 0);
        scene.Board.Told.Distinct().Count().ShouldBe(Institutions);
        scene.Board.Told.Count.ShouldBe(Institutions);
    }

    [Fact]
    public async Task It_stops_cleanly_and_soon_while_a_handler_is_at_work_and_another_finishes_the_message()
    {
        var answering = new TaskCompletionSource();
        scene.Board.Answering = answering.Task;
        var service = await scene.Start();
        await scene.Subscribe(service);
        await scene.Register(service, 1);
        await Until.True(() => scene.Board.Told.Count == 1);

        var began = Stopwatch.StartNew();
        await service.Stop();

        began.Elapsed.ShouldBeLessThan(HostLimits.ShutdownTimeout);
        (await Waits(service)).ShouldBe(1);
        scene.Log.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
        answering.SetResult();
        var other = await scene.Start();
        await Until.True(async () => await Waits(other) == 0);
        scene.Board.Told.Distinct().Count().ShouldBe(1);
        (await other.Ledger.Messages.Count(Never)).Dead.ShouldBe(0);
    }

    [Fact]
    public async Task It_survives_an_outage_of_the_database_and_goes_on()
    {
        var service = await scene.Start();
        await scene.Subscribe(service);
        await scene.Register(service, 1);
        await Until.True(() => scene.Board.Told.Count == 1);

        await scene.Close(TimeSpan.FromSeconds(3));

        await Until.True(async () => (await service.Ready()).Status == 200);
        await scene.Register(service, 2);
        await Until.True(() => scene.Board.Told.Distinct().Count() == 3);
        scene.Log.Lines.ShouldContain(line => line.Contains("What follows from the log has stopped", StringComparison.Ordinal)
            || line.Contains("Whose turn the work in the background is cannot be asked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_passed_in_the_log_holds_up_the_follower_and_not_the_carrier()
    {
        var service = await scene.Start();
        await scene.Subscribe(service);
        await scene.Register(service, 1);
        await Until.True(() => scene.Board.Told.Count == 1);
        await scene.WriteUnfit();
        await Until.True(
            () => scene.Log.Lines.Any(line => line.Contains("What follows from the log has stopped", StringComparison.Ordinal)));

        // From the start: it needs no follower to be told of what was recorded before.
        await scene.Subscribe(service, from: 1);

        await Until.True(() => scene.Board.Told.Count > 1);
        scene.Log.Lines.ShouldAllBe(line => !line.Contains(Foreign, StringComparison.Ordinal));
    }

    private static async Task<long> Waits(Service service) => (await service.Ledger.Messages.Count(Never)).Due;
}
