using System.Collections.Concurrent;
using System.Text;
using Ledger.Conformance.Messages;
using Ledger.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Messaging.Tests;

/// <summary>What is the native box's own: leases, shares, and the plan of its claim.</summary>
public sealed class NativeBoxTests : IAsyncLifetime
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private readonly JumpingTime time = new();
    private readonly ConcurrentQueue<DeliveredMessage> handled = new();
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> runs = [];
    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.Create(MessageScene.Prepare);

    public async Task DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(runs);
        stop.Dispose();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_message_of_an_engine_that_was_switched_from_is_taken_over_once_it_is_overdue()
    {
        using var box = Run((message, _) => Done(message));
        await box.Send([Message(1, time.GetUtcNow().AddMinutes(5))], null, Never);
        await Execute("update ledger.message set carrier = 'marten'");
        time.Jump(TimeSpan.FromMinutes(5));
        await Task.Delay(700);
        handled.ShouldBeEmpty();

        time.Jump(MessageScene.Hurried.TakenOverAfter);

        await Until(() => handled.Count == 1);
    }

    [Fact]
    public async Task A_claim_reads_what_it_takes_however_much_waits()
    {
        await Fill(60_000, attempts: 0, "now() - interval '1 hour'");
        await Fill(20_000, attempts: 3, "now() + interval '1 day'");
        await Fill(20_000, attempts: 0, "now() + interval '1 year'");
        await Execute("vacuum analyze ledger.message");

        await using var command = database.DataSource.CreateCommand(
            "explain (analyze, buffers, format text) " + MessageClaims.Claim
                .Replace("$1", "now()", StringComparison.Ordinal).Replace("$2", "now() - interval '1 minute'", StringComparison.Ordinal)
                .Replace("$3", "now() + interval '1 minute'", StringComparison.Ordinal)
                .Replace("$4", "8", StringComparison.Ordinal).Replace("$5", "4", StringComparison.Ordinal));
        var plan = new StringBuilder();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                plan.AppendLine(reader.GetString(0));
        }

        plan.ToString().ShouldContain("Index Scan using message_fresh");
        plan.ToString().ShouldContain("Index Scan using message_again");
        plan.ToString().ShouldNotContain("Seq Scan on message");
    }

    private NpgsqlMessageBox Run(MessageHandling handle, MessageOptions? options = null)
    {
        var box = new NpgsqlMessageBox(database.DataSource, handle, time, NullLogger.Instance, options ?? MessageScene.Hurried);
        runs.Add(Task.Run(() => box.Run(stop.Token), Never));
        return box;
    }

    private Task<IReadOnlyList<OutgoingMessage>> Done(DeliveredMessage message)
    {
        handled.Enqueue(message);
        return Task.FromResult<IReadOnlyList<OutgoingMessage>>([]);
    }

    private static OutgoingMessage Message(int number, DateTimeOffset? dueAt = null) =>
        new(new Guid(number, 0, 0, new byte[8]), "test.any.v1", "{}"u8.ToArray(), dueAt);

    private Task Fill(int messages, int attempts, string due) => Execute($$"""
        insert into ledger.message (id, type, body, due_at, next_at, attempts, carrier)
        select gen_random_uuid(), 'test.any.v1', '{}', {{due}}, {{due}}, {{attempts}}, 'native' from generate_series(1, {{messages}})
        """);

    private async Task Execute(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static Task Until(Func<bool> condition) => Until(() => Task.FromResult(condition()));

    private static async Task Until(Func<Task<bool>> condition)
    {
        for (var look = 0; !await condition(); look++)
        {
            look.ShouldBeLessThan(1500, "What the test waits for has not come about.");
            await Task.Delay(20);
        }
    }
}
