using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Ledger.Conformance.Processes;
using Ledger.EventStore;
using Ledger.EventStore.Migrations;
using Ledger.EventStore.Roles;
using Ledger.EventStore.Servers;
using Ledger.Testing;
using Npgsql;
using static Ledger.Conformance.Store.Appends;

namespace Ledger.Conformance.Store;

/// <summary>
/// Killed in the middle of appends: every acknowledged append is there, and none is there twice. The process that appends is the
/// assembly of the class that derives from this one: its <c>Main</c> runs <see cref="AppendingProcess"/>.
/// </summary>
public abstract class CrashConformance<TEngine> : StoreSuite<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    private const int Turns = 60;

    [Fact]
    public virtual async Task Of_the_database_server()
    {
        // Durable, unlike the server of the other tests: this is about what fsync promises.
        await using var server = await PrivateServer.Start(new PrivateServerOptions(TestServer.TemporaryFolder()), null, Never);
        await server.EnsureDatabase("ledger", Never);
        await using var owner = NpgsqlDataSource.Create(server.ConnectionString("ledger"));
        await StoreMigrations.Apply(owner, Never);
        if (Engine.Prepare is { } prepare)
            await prepare(owner, Never);
        var service = server.ServiceConnectionString("ledger");
        (await ServiceRole.Grant(owner, ServiceSource.Login(service), [], Never)).ShouldBeNull();
        await using var database = NpgsqlDataSource.Create(service);
        await using var opened = await Engine.Open(database, TestEvents.Types);
        var store = opened.Store;
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
                    catch (Exception error) when (IsLostConnection(error))
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
    public virtual async Task Of_the_process_that_appends()
    {
        var killed = await RunProcess(killAfter: 200);
        killed.Count.ShouldBeInRange(200, AppendingProcess.Callers * Turns - 1);
        foreach (var key in killed)
            (await Store.Earlier(Key(key), Never)).ShouldBeOfType<AppendOutcome.Appended>();

        (await RunProcess(killAfter: int.MaxValue)).Count.ShouldBe(AppendingProcess.Callers * Turns);
        await EachOnce(Store);
    }

    private static async Task EachOnce(IEventStore store)
    {
        var all = await store.All();
        all.Count.ShouldBe(AppendingProcess.Callers * Turns);
        foreach (var stream in all.GroupBy(one => one.StreamId))
            stream.Select(one => one.Version).ShouldBe(Enumerable.Range(1, Turns).Select(n => (long)n));
    }

    /// <returns>The keys that the process said were acknowledged.</returns>
    private Task<IReadOnlyList<string>> RunProcess(int killAfter) => KilledProcess.Run(
        GetType().Assembly, [AppendingProcess.Name, Turns.ToString(CultureInfo.InvariantCulture)], ConnectionString,
        key => key.Contains('/', StringComparison.Ordinal), killAfter);

    private static bool IsLostConnection(Exception? error) => error is NpgsqlException || error?.InnerException is NpgsqlException;
}
