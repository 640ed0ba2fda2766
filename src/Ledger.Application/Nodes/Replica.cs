using Ledger.Application.TwoTimes;
using Npgsql;

namespace Ledger.Application.Nodes;

/// <param name="Position">The last event that is here.</param>
/// <param name="KnownTo">
/// All that was committed by then is here; null where nothing was replayed since the standby started. The time of asking where the
/// database is no standby.
/// </param>
public sealed record ReplicaStatus(Uri Primary, long Position, DateTimeOffset? KnownTo);

/// <summary>
/// The database of a node that only reads: a hot standby, which replays what the primary committed, in its order, and some time later. It
/// says how far it has come, so that no question is answered with less than it asked for.
/// </summary>
/// <param name="primary">The service that writes, for whoever must not wait.</param>
public sealed class Replica(NpgsqlDataSource database, Uri primary, TimeProvider time)
{
    public const string Variable = "LEDGER_READER_OF";

    /// <summary>How long a question waits for what it asks for to arrive; then it is told to ask the primary, or again.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // The time is that of the last commit replayed. While nothing is recorded the working node commits each second all the same (WorkTurn).
    private const string Standing = """
        select (select position from ledger.head),
          case when pg_is_in_recovery() then pg_last_xact_replay_timestamp() else clock_timestamp() end
        """;

    public Uri Primary => primary;

    public async Task<ReplicaStatus> Status(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Standing);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        DateTimeOffset? known = await reader.IsDBNullAsync(1, cancellation)
            ? null
            : new DateTimeOffset(DateTime.SpecifyKind(reader.GetDateTime(1), DateTimeKind.Utc));
        return new ReplicaStatus(primary, reader.GetInt64(0), known);
    }

    /// <summary>Waits until what is asked for is here: a position, or all that was committed by a time.</summary>
    /// <returns>Null when it is; how far the standby has come when it has not come to it in time.</returns>
    public async Task<ReplicaStatus?> Await(KnownAt asked, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var status = await Status(cancellation);
            if (asked.Time is { } moment ? status.KnownTo >= moment : status.Position >= asked.Position)
                return null;
            if (time.GetElapsedTime(start) > Patience)
                return status;
            await Task.Delay(Pause, time, cancellation);
        }
    }
}
