using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Engine;

/// <summary>
/// How far the live generation has come: its row in Marten's mt_event_progression. Whoever folds locks it first and moves it in the same
/// transaction that writes the rows, so each fact is folded once however many processes try.
/// </summary>
internal static class Progress
{
    public const string Set = """
        insert into mt_event_progression (name, last_seq_id, last_updated) values ($1, $2, transaction_timestamp())
        on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = excluded.last_updated
        """;

    /// <summary>The position, locked to the end of the transaction; null when this version is not the live one.</summary>
    public static async Task<long?> Lock(NpgsqlConnection connection, IProjection projection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select last_seq_id from mt_event_progression where name = $1 for update", connection);
        command.With(NpgsqlDbType.Varchar, Generations.ProgressName(projection));
        return await command.ExecuteScalarAsync(cancellation) as long?;
    }

    public static async Task Move(
        NpgsqlConnection connection, IProjection projection, string schema, long to, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, "update mt_event_progression set last_seq_id = $2, last_updated = transaction_timestamp() where name = $1",
            NpgsqlDbType.Varchar, Generations.ProgressName(projection), to);
        Add(batch, "delete from ledger.projection_stop where name = $1 and position <= $2", NpgsqlDbType.Text, projection.Name, to);
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"update {schema}.generation set position = $1")
        {
            Parameters = { new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = to } },
        });
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task Stop(NpgsqlDataSource database, IProjection projection, PoisonFact poison, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("""
            insert into ledger.projection_stop (name, position, stream_id, reason) values ($1, $2, $3, $4)
            on conflict (name) do update set position = excluded.position, stream_id = excluded.stream_id, reason = excluded.reason
            """);
        command
            .With(NpgsqlDbType.Text, projection.Name)
            .With(NpgsqlDbType.Bigint, poison.Position)
            .With(NpgsqlDbType.Text, poison.StreamId)
            .With(NpgsqlDbType.Text, $"{poison.Type}: {poison.Reason}");
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static void Add(NpgsqlBatch batch, string sql, NpgsqlDbType nameType, string name, long to) =>
        batch.BatchCommands.Add(new NpgsqlBatchCommand(sql)
        {
            Parameters =
            {
                new NpgsqlParameter { NpgsqlDbType = nameType, Value = name },
                new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = to },
            },
        });
}
