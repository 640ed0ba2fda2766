using Npgsql;

namespace Ledger.Messaging;

/// <summary>
/// How a claimed message goes on when it was not done: later, as if unclaimed, or set apart. The same in both engines; the number of the
/// try and the carrier name the claim, and who comes back after another has claimed the message changes nothing.
/// </summary>
/// <param name="carrier">Whose claims these are: <c>native</c> or <c>marten</c>.</param>
internal sealed class ClaimedRows(NpgsqlDataSource database, TimeProvider time, string carrier)
{
    private const string Claimed = "id = $1 and attempts = $2 and carrier = $3";

    private const string Postpone = $"update ledger.message set next_at = $4, last_error = $5 where {Claimed}";

    private const string GiveBack = $"update ledger.message set next_at = $4, attempts = attempts - 1 where {Claimed}";

    private const string SetApart = $"""
        with gone as (delete from ledger.message where {Claimed} returning *)
        insert into ledger.dead_letter (id, type, body, due_at, sent_at, attempts, failed_at, error)
        select id, type, body, due_at, sent_at, attempts, $4, $5 from gone
        on conflict (id) do update set failed_at = excluded.failed_at, error = excluded.error, attempts = excluded.attempts
        """;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <returns>When it is tried again; null when the claim has run out.</returns>
    public Task<DateTimeOffset?> TryAgain(Guid id, int attempt, TimeSpan pause, string error) =>
        Change(Postpone, id, attempt, Now + pause, error);

    /// <summary>As if it had not been claimed.</summary>
    /// <returns>When it is due; null when the claim has run out.</returns>
    public Task<DateTimeOffset?> Release(Guid id, int attempt) => Change(GiveBack, id, attempt, Now);

    /// <returns>False when the claim has run out.</returns>
    public async Task<bool> Bury(Guid id, int attempt, string error) => await Change(SetApart, id, attempt, Now, error) is not null;

    private async Task<DateTimeOffset?> Change(string sql, Guid id, int attempt, DateTime at, params string[] error)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = attempt });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = carrier });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = at });
        foreach (var text in error)
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = text });
        return await command.ExecuteNonQueryAsync() == 1 ? at : null;
    }
}
