using System.Text;
using Ledger.Messaging;
using Npgsql;

namespace Ledger.Marten.Messages;

/// <summary>What looking at a message's row before its handling comes to.</summary>
internal abstract record RowClaim
{
    private RowClaim() { }

    /// <param name="Attempt">From 1. Names the claim: who comes back after another has claimed the message changes nothing.</param>
    public sealed record Claimed(int Attempt) : RowClaim;

    /// <summary>Not due yet, or being handled by another: to be looked at again then.</summary>
    public sealed record Early(DateTimeOffset At) : RowClaim;

    /// <summary>Handled, or carried by the native engine by now.</summary>
    public sealed record Gone : RowClaim;
}

/// <summary>The rows of messages that Wolverine brings. As in the native engine, the row says who may handle it and until when.</summary>
internal sealed class RowClaims(NpgsqlDataSource database, MessageOptions options, TimeProvider time)
{
    private const string Ours = "id = $1 and carrier = 'marten'";
    private const string Claimed = $"{Ours} and attempts = $2";

    private const string ClaimOne = $"""
        with claimed as (
          update ledger.message set attempts = attempts + 1, next_at = $3 where {Ours} and next_at <= $2 returning attempts)
        select attempts, null::timestamptz from claimed
        union all select null, next_at from ledger.message where {Ours} and not exists (select from claimed)
        """;

    private const string Postpone = $"update ledger.message set next_at = $3, last_error = $4 where {Claimed}";

    private const string GiveBack = $"update ledger.message set next_at = $3, attempts = attempts - 1 where {Claimed}";

    private const string SetApart = $"""
        with gone as (delete from ledger.message where {Claimed} returning *)
        insert into ledger.dead_letter (id, type, body, due_at, sent_at, attempts, failed_at, error)
        select id, type, body, due_at, sent_at, attempts, $3, $4 from gone
        on conflict (id) do update set failed_at = excluded.failed_at, error = excluded.error, attempts = excluded.attempts
        """;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<RowClaim> Claim(Guid id, CancellationToken cancellation)
    {
        var now = Now;
        await using var command = database.CreateCommand(ClaimOne);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now + options.Lease });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return new RowClaim.Gone();
        return reader.IsDBNull(0) ? new RowClaim.Early(reader.GetFieldValue<DateTimeOffset>(1)) : new RowClaim.Claimed(reader.GetInt32(0));
    }

    public async Task<DeliveredMessage?> Read(Guid id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select type, body, attempts from ledger.message where id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new DeliveredMessage(id, reader.GetString(0), Encoding.UTF8.GetBytes(reader.GetString(1)), reader.GetInt32(2)) : null;
    }

    /// <returns>When it is tried again; null when the claim has run out.</returns>
    public async Task<DateTimeOffset?> TryAgain(Guid id, int attempt, TimeSpan pause, string error)
    {
        var at = Now + pause;
        return await Change(Postpone, id, attempt, at, error) ? at : null;
    }

    public Task<bool> Bury(Guid id, int attempt, string error) => Change(SetApart, id, attempt, Now, error);

    /// <summary>As if it had not been claimed.</summary>
    /// <returns>When it is due; null when the claim has run out.</returns>
    public async Task<DateTimeOffset?> Release(Guid id, int attempt)
    {
        var at = Now;
        return await Change(GiveBack, id, attempt, at) ? at : null;
    }

    private async Task<bool> Change(string sql, Guid id, int attempt, DateTime at, params string[] error)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = attempt });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = at });
        foreach (var text in error)
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = text });
        return await command.ExecuteNonQueryAsync() == 1;
    }
}
