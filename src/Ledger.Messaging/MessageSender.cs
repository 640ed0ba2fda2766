using Ledger.EventStore.Appending;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Messaging;

/// <summary>Writes messages, and a follower's mark with them.</summary>
/// <param name="carrier">Who is to carry them: <c>native</c> or <c>marten</c>.</param>
internal sealed class MessageSender(NpgsqlDataSource database, TimeProvider time, string carrier = "native")
{
    // A mark that stands elsewhere than the step begins changes no row; where there is no mark, a step can only begin at 0.
    private const string MoveMark = """
        insert into public.mt_event_progression as p (name, last_seq_id, last_updated)
        select $1, $3, transaction_timestamp()
        where $2 = 0 or exists (select from public.mt_event_progression where name = $1)
        on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = excluded.last_updated
        where coalesce(p.last_seq_id, 0) = $2
        """;

    // Nothing waits from before it was sent: an old log that is followed for the first time has much that fell due long ago.
    private const string Insert = """
        insert into ledger.message (id, type, body, due_at, next_at, carrier)
        select m.id, m.type, m.body, m.due, greatest(m.due, $6), $5
        from unnest($1, $2, $3, $4) as m (id, type, body, due) order by m.id
        on conflict (id) do nothing
        returning id
        """;

    public async Task<bool> Send(IReadOnlyList<OutgoingMessage> messages, FollowerStep? step, CancellationToken cancellation)
    {
        Check(messages, step);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (step is not null && !await Move(connection, step, cancellation))
            return false;
        await Write(connection, messages, cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    public async Task<long> Mark(string follower, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select last_seq_id from public.mt_event_progression where name = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = follower });
        return await command.ExecuteScalarAsync(cancellation) as long? ?? 0;
    }

    /// <summary>In the connection's transaction.</summary>
    /// <returns>Those that did not wait already.</returns>
    public async Task<IReadOnlyCollection<Guid>> Write(
        NpgsqlConnection connection, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        if (messages.Count == 0)
            return [];
        var now = time.GetUtcNow();
        await using var command = new NpgsqlCommand(Insert, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. messages.Select(one => one.Id)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. messages.Select(one => one.Type)] });
        command.Parameters.Add(new NpgsqlParameter<byte[][]>
        {
            TypedValue = [.. messages.Select(one => one.Json.ToArray())],
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
        });
        command.Parameters.Add(new NpgsqlParameter<DateTime[]>
        {
            TypedValue = [.. messages.Select(one => (one.DueAt ?? now).UtcDateTime)],
        });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = carrier });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var written = new HashSet<Guid>(messages.Count);
        while (await reader.ReadAsync(cancellation))
            written.Add(reader.GetGuid(0));
        return written;
    }

    /// <exception cref="ArgumentException">They are too many, or one of them cannot be stored.</exception>
    public static void Check(IReadOnlyList<OutgoingMessage> messages, FollowerStep? step)
    {
        if (step is not null)
            ArgumentOutOfRangeException.ThrowIfLessThan(step.To, step.From, nameof(step));
        if (Fault(messages) is { } fault)
            throw new ArgumentException(fault, nameof(messages));
    }

    /// <returns>Null when they can be stored. The reason quotes no body.</returns>
    public static string? Fault(IReadOnlyList<OutgoingMessage> messages) => messages.Count > MessageLimits.MessagesPerSend
        ? $"{messages.Count} messages at once; at most {MessageLimits.MessagesPerSend} can be sent."
        : messages.Select(Fault).FirstOrDefault(fault => fault is not null);

    private static string? Fault(OutgoingMessage message)
    {
        if (message.Type.Length is 0 or > MessageLimits.TypeCharacters || message.Type.Any(char.IsControl))
            return $"The alias of a message has 1 to {MessageLimits.TypeCharacters} characters, none of them a control character.";
        if (message.Json.Length > MessageLimits.BodyBytes)
            return $"The body of {message.Type} is larger than {MessageLimits.BodyBytes} bytes.";
        return BodyCheck.Fault(message.Json.Span) is { } fault ? $"The message {message.Type} cannot be stored: {fault}." : null;
    }

    /// <summary>In the connection's transaction.</summary>
    /// <returns>False when the mark does not stand where the step begins.</returns>
    public static async Task<bool> Move(NpgsqlConnection connection, FollowerStep step, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(MoveMark, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = step.Follower });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = step.From });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = step.To });
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }
}
