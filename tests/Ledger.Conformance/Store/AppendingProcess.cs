using System.Globalization;
using Ledger.EventStore;
using Npgsql;

namespace Ledger.Conformance.Store;

/// <summary>
/// A process that can be killed. It reads a connection string from its input, appends by 16 callers under keys, and says each key once
/// its append has been acknowledged.
/// </summary>
public static class AppendingProcess
{
    /// <summary>The first argument of the program that is to be this process.</summary>
    public const string Name = "append";

    public const int Callers = 16;

    /// <param name="args"><see cref="Name"/> and the turns of each caller.</param>
    public static async Task<int> Run<TEngine>(IReadOnlyList<string> args)
        where TEngine : IStoreUnderTest, new()
    {
        var turns = int.Parse(args[1], CultureInfo.InvariantCulture);
        await using var database = NpgsqlDataSource.Create((await Console.In.ReadLineAsync())!);
        await using var opened = await new TEngine().Open(database, TestEvents.Types);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var turn = 0; turn < turns; turn++)
            {
                var request = Request(caller, turn);
                if (await opened.Store.Append(request, CancellationToken.None) is AppendOutcome.Appended)
                    await Console.Out.WriteLineAsync(request.Idempotency!.Key);
            }
        })));
        return 0;
    }

    /// <summary>The same each time it is asked for, but for the event's id.</summary>
    public static AppendRequest Request(int caller, int turn) =>
        Appends.Request(new StreamAppend($"s-{caller}", null, ExpectedVersion.Exactly(turn), [Appends.Event($$"""{"turn":{{turn}}}""")]))
            with
        { Idempotency = Appends.Key($"{caller}/{turn}") };
}
