using System.Collections.Concurrent;
using Ledger.Conformance.Messages;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Messaging.Tests;

/// <summary>A native box with a handler of the test's own, and a clock that the test puts forward.</summary>
public abstract class NativeBoxScene : IAsyncLifetime
{
    protected static readonly CancellationToken Never = CancellationToken.None;

    /// <summary>For what is waited for to come about, however busy the machine is; stopping included.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Of a test that looks whether something does not happen; long enough for a carrier to have looked several times.</summary>
    protected static readonly TimeSpan AWhile = MessageScene.Hurried.LookInterval * 7;

    /// <summary>No time limit is reached by chance: a test that wants one reached puts the clock forward, or names its own.</summary>
    private protected static readonly MessageOptions Unhurried = MessageScene.Hurried with
    {
        HandlingTime = TimeSpan.FromMinutes(10),
        TakenOverAfter = TimeSpan.FromMinutes(10),
    };

    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> runs = [];
    private TestDatabase database = null!;

    private protected JumpingTime Time { get; } = new();

    private protected RememberedLines Log { get; } = new();

    protected ConcurrentQueue<DeliveredMessage> Handled { get; } = new();

    public async Task InitializeAsync() => database = await TestDatabase.Create(MessageScene.Prepare);

    public async Task DisposeAsync()
    {
        await Stop();
        stop.Dispose();
        await database.DisposeAsync();
    }

    private protected NpgsqlMessageBox Box(MessageHandling handle, MessageOptions? options = null) =>
        new(database.Service, handle, Time, Log, options ?? Unhurried);

    private protected NpgsqlMessageBox Run(MessageHandling handle, MessageOptions? options = null)
    {
        var box = Box(handle, options);
        runs.Add(Task.Run(() => box.Run(stop.Token), Never));
        return box;
    }

    protected async Task Stop()
    {
        await stop.CancelAsync();
        await Task.WhenAll(runs).WaitAsync(Patience);
    }

    protected void BeginToStop() => stop.Cancel();

    /// <summary>A way to the database that one goes at a time.</summary>
    private protected NpgsqlDataSource OneConnection() =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ServiceConnectionString) { MaxPoolSize = 1 }.ConnectionString);

    protected Task<IReadOnlyList<OutgoingMessage>> Done(DeliveredMessage message)
    {
        Handled.Enqueue(message);
        return Task.FromResult<IReadOnlyList<OutgoingMessage>>([]);
    }

    protected static OutgoingMessage Message(int number, DateTimeOffset? dueAt = null) =>
        new(new Guid(number, 0, 0, new byte[8]), "test.any.v1", "{}"u8.ToArray(), dueAt);

    protected Task Fill(int messages, int attempts, string due) => Execute(Filling(messages, attempts, due));

    protected static string Filling(int messages, int attempts, string due) => $$"""
        insert into ledger.message (id, type, body, due_at, next_at, attempts, carrier)
        select gen_random_uuid(), 'test.any.v1', '{}', {{due}}, {{due}}, {{attempts}}, 'native' from generate_series(1, {{messages}})
        """;

    protected async Task Execute(string sql) => await Column(sql);

    protected async Task<IReadOnlyList<string>> Column(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetValue(0).ToString()!);
        return rows;
    }

    /// <summary>Holds the outbox so that nobody else reads or writes it, until what was done is committed.</summary>
    /// <returns>Once a carrier waits for it.</returns>
    private protected async Task<NpgsqlTransaction> Hold()
    {
        var connection = await database.DataSource.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("lock table ledger.message in access exclusive mode", connection);
        await command.ExecuteNonQueryAsync();
        const string Waiting = "select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
        await Until.True(async () => (await Column(Waiting)).Count > 0);
        return transaction;
    }
}
