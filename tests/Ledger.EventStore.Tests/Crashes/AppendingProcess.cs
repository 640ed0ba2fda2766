using Npgsql;

namespace Ledger.EventStore.Tests.Crashes;

/// <summary>
/// A process that can be killed: this assembly run as a program. It reads a connection string from its input, appends by 16 callers
/// under keys, and says each key once its append has been acknowledged.
/// </summary>
internal static class AppendingProcess
{
    public const int Callers = 16;

    public static async Task<int> Main(string[] args)
    {
        var turns = int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture);
        await using var database = NpgsqlDataSource.Create((await Console.In.ReadLineAsync())!);
        await using var store = new NpgsqlEventStore(database);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var turn = 0; turn < turns; turn++)
            {
                var request = Request(caller, turn);
                if (await store.Append(request, CancellationToken.None) is AppendOutcome.Appended)
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
