using System.Net;
using Ledger.Application.Nodes;
using Ledger.Host.Tests.Following;
using Npgsql;

namespace Ledger.Host.Tests.SealedLogs;

/// <summary>A log in the moment before its first signature: here it is another's turn to sign, who does not.</summary>
public sealed class UnsignedLogTests : IAsyncLifetime
{
    private readonly CancellationTokenSource stop = new();
    private MessageScene scene = null!;

    public async Task InitializeAsync() => scene = await MessageScene.Create();

    public async Task DisposeAsync()
    {
        await stop.CancelAsync();
        await scene.DisposeAsync();
        stop.Dispose();
    }

    [Fact]
    public async Task Nobody_is_given_a_list_of_no_keys_for_them()
    {
        var idle = scene.Turn("idle");
        await using var connection = await idle.Connect(stop.Token);
        (await idle.TryTake(connection, stop.Token)).ShouldBeTrue();
        var holding = Hold(idle, connection);
        var node = await scene.Start(follows: true);

        foreach (var address in (string[])["/log/keys", "/log/checkpoint"])
        {
            using var answer = await node.Get(address);
            await answer.ShouldBeProblem(HttpStatusCode.NotFound, "log.not-sealed");
        }

        holding.IsCompleted.ShouldBeFalse();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => holding);
    }

    private async Task Hold(WorkTurn turn, NpgsqlConnection connection)
    {
        while (await turn.IsHeld(connection, stop.Token))
            await Task.Delay(WorkTurn.Look, stop.Token);
    }
}
