using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Ledger.EventStore.Migrations;
using Ledger.EventStore.Servers;
using Ledger.Testing;
using Npgsql;
using static Ledger.EventStore.Tests.Appends;

namespace Ledger.EventStore.Tests.Crashes;

/// <summary>Killed in the middle of appends: every acknowledged append is there, and none is there twice.</summary>
public sealed class CrashTests
{
    private const int Turns = 60;

    [Fact]
    public async Task Of_the_database_server()
    {
        // Durable, unlike the server of the other tests: this is about what fsync promises.
        await using var server = await PrivateServer.Start(new PrivateServerOptions(TestServer.TemporaryFolder()), null, Never);
        await server.EnsureDatabase("ledger", Never);
        await using var database = NpgsqlDataSource.Create(server.ConnectionString("ledger"));
        await StoreMigrations.Apply(database, Never);
        await using var store = new NpgsqlEventStore(database);
        var acknowledged = new ConcurrentDictionary<string, long>();
        var failures = 0;

        var callers = Enumerable.Range(0, AppendingProcess.Callers).Select(caller => Task.Run(async () =>
        {
            for (var turn = 0; turn < Turns; turn++)
            {
                var request = AppendingProcess.Request(caller, turn);
                while (!acknowledged.ContainsKey(request.Idempotency!.Key))
                {
                    try
                    {
                        var outcome = await store.Append(request, Never);
                        acknowledged[request.Idempotency.Key] = outcome.ShouldBeOfType<AppendOutcome.Appended>().FirstPosition;
                    }
                    catch (NpgsqlException)
                    {
                        // Not acknowledged: it may or may not be there, and the key makes it safe to ask again.
                        Interlocked.Increment(ref failures);
                        await Task.Delay(20);
                    }
                }
            }
        })).ToList();
        foreach (var moment in new[] { 150, 600 })
        {
            while (acknowledged.Count < moment)
                await Task.Delay(1);
            Process.GetProcessById(server.ProcessId!.Value).Kill();
            await server.EnsureRunning(Never);
        }

        await Task.WhenAll(callers);
        failures.ShouldBeGreaterThan(0);
        await EachOnce(store);
        foreach (var (key, position) in acknowledged)
            (await store.Earlier(Key(key), Never)).ShouldBeOfType<AppendOutcome.Appended>().FirstPosition.ShouldBe(position);
    }

    [Fact]
    public async Task Of_the_process_that_appends()
    {
        await using var database = await TestDatabase.Create();

        var killed = await RunProcess(database.ConnectionString, killAfter: 200);
        killed.Count.ShouldBeInRange(200, AppendingProcess.Callers * Turns - 1);
        foreach (var key in killed)
            (await database.Store.Earlier(Key(key), Never)).ShouldBeOfType<AppendOutcome.Appended>();

        (await RunProcess(database.ConnectionString, killAfter: int.MaxValue)).Count.ShouldBe(AppendingProcess.Callers * Turns);
        await EachOnce(database.Store);
    }

    private static async Task EachOnce(NpgsqlEventStore store)
    {
        var all = await store.All();
        all.Count.ShouldBe(AppendingProcess.Callers * Turns);
        foreach (var stream in all.GroupBy(one => one.StreamId))
            stream.Select(one => one.Version).ShouldBe(Enumerable.Range(1, Turns).Select(n => (long)n));
    }

    /// <returns>The keys that the process said were acknowledged.</returns>
    private static async Task<List<string>> RunProcess(string connectionString, int killAfter)
    {
        string[] arguments = ["exec", typeof(CrashTests).Assembly.Location, Turns.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(connectionString);
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } key)
        {
            // A line that the kill cut short is no acknowledgement.
            if (key.Contains('/', StringComparison.Ordinal))
                said.Add(key);
            if (said.Count == killAfter)
                process.Kill();
        }

        await process.WaitForExitAsync();
        return said;
    }
}
