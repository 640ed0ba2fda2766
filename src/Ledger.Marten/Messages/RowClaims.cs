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
    private const string ClaimOne = $"""
        with claimed as (
          update ledger.message set attempts = attempts + 1, next_at = $3 where {Ours} and next_at <= $2 returning attempts)
        select attempts, null::timestamptz from claimed
        union all select null, next_at from ledger.message where {Ours} and not exists (select from claimed)
        """;

    /// <summary>How a claim goes on when the message was not done.</summary>
    public ClaimedRows Claimed { get; } = new(database, time, "marten");

    public async Task<RowClaim> Claim(Guid id, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
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
}
