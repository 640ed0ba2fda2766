using System.Runtime.CompilerServices;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Trees;
using Npgsql;

namespace Ledger.Sealing.Tables;

/// <summary>A row of <c>ledger.checkpoint</c>: what was signed, when, and the note itself.</summary>
public sealed record StoredCheckpoint(long Size, TreeHash Root, DateTimeOffset SignedAt, string Note);

/// <summary>Reads and adds checkpoints.</summary>
internal static class CheckpointRows
{
    private const string Columns = "size, root, signed_at, note";
    private const string Last = $"select {Columns} from ledger.checkpoint order by size desc limit 1";

    // The first that covers a size, and so the one that a proof for it is given in soonest.
    private const string Covering = $"select {Columns} from ledger.checkpoint where size >= $1 order by size limit 1";
    private const string From = $"select {Columns} from ledger.checkpoint where size >= $1 order by size";
    private const string Adding = "insert into ledger.checkpoint (size, root, signed_at, note) values ($1, $2, $3, $4)";

    private const string NotingKey =
        "insert into ledger.log_key (vkey, from_size, made_at) values ($1, $2, $3) on conflict (vkey) do nothing";

    public static async Task<StoredCheckpoint?> ReadLast(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Last, connection);
        return await One(command, cancellation);
    }

    public static async Task<StoredCheckpoint?> ReadLast(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Last);
        return await One(command, cancellation);
    }

    public static async Task<StoredCheckpoint?> ReadCovering(NpgsqlDataSource database, long size, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Covering);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = size });
        return await One(command, cancellation);
    }

    /// <summary>In the order of their sizes.</summary>
    public static async IAsyncEnumerable<StoredCheckpoint> ReadAll(
        NpgsqlDataSource database, long from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await foreach (var row in ReadAll(connection, from, cancellation))
            yield return row;
    }

    /// <summary>The same over a connection that reads nothing else meanwhile.</summary>
    public static async IAsyncEnumerable<StoredCheckpoint> ReadAll(
        NpgsqlConnection connection, long from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(From, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = from });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            yield return Row(reader);
    }

    public static async Task Add(
        NpgsqlConnection connection, StoredCheckpoint checkpoint, IEnumerable<VerifierKey> keys, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Adding)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = checkpoint.Size },
                new NpgsqlParameter<byte[]> { TypedValue = checkpoint.Root.ToArray() },
                new NpgsqlParameter<DateTime> { TypedValue = checkpoint.SignedAt.UtcDateTime },
                new NpgsqlParameter<string> { TypedValue = checkpoint.Note },
            },
        });
        foreach (var key in keys)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(NotingKey)
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = key.ToString() },
                    new NpgsqlParameter<long> { TypedValue = checkpoint.Size },
                    new NpgsqlParameter<DateTime> { TypedValue = checkpoint.SignedAt.UtcDateTime },
                },
            });
        }

        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<StoredCheckpoint?> One(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Row(reader) : null;
    }

    private static StoredCheckpoint Row(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), new TreeHash(reader.GetFieldValue<byte[]>(1)), new DateTimeOffset(reader.GetDateTime(2)), reader.GetString(3));
}
