using System.Diagnostics;
using Ledger.Benchmarks.Measuring;
using Ledger.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Benchmarks.Store;

/// <summary>What the machine and PostgreSQL can do without the ledger, measured in the same run.</summary>
internal static class Limits
{
    private const string CopyStreams = "copy public.mt_streams (id, type, version) from stdin (format binary)";

    private const string CopyEvents = """
        copy public.mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type, user_name, timestamp)
        from stdin (format binary)
        """;

    /// <summary>The same rows by binary COPY into the same tables with their keys, the ledger's triggers switched off.</summary>
    public static Trial RawCopy(Bench bench, CancellationToken cancellation) =>
        new("limit: raw binary COPY of the same rows", "events/s", async (database, clock) =>
        {
            await database.Execute("alter table public.mt_events disable trigger user", cancellation);
            var streams = SyntheticEvents.Streams(bench.Sizes.BulkEvents);
            clock.Start();
            await using var connection = await database.Source.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await WriteStreams(connection, streams, cancellation);
            await WriteEvents(connection, streams, 0, cancellation);
            await transaction.CommitAsync(cancellation);
            clock.Stop();
            return bench.Sizes.BulkEvents;
        });

    /// <summary>Further events to streams that exist, whose own rows stay as they are.</summary>
    public static Trial RawCopyOfMore(Bench bench, CancellationToken cancellation) =>
        new("limit: raw binary COPY of more events to streams that exist", "events/s", async (database, clock) =>
        {
            await database.Execute("alter table public.mt_events disable trigger user", cancellation);
            var (streams, more) = (SyntheticEvents.Streams(bench.Sizes.BulkEvents), SyntheticEvents.More(bench.Sizes.BulkEvents));
            await using var connection = await database.Source.OpenConnectionAsync(cancellation);
            await WriteStreams(connection, streams, cancellation);
            await WriteEvents(connection, streams, 0, cancellation);
            clock.Start();
            await WriteEvents(connection, more, bench.Sizes.BulkEvents, cancellation);
            clock.Stop();
            return bench.Sizes.BulkEvents;
        });

    /// <summary>One row inserted and committed, again and again, on as many connections as there are callers.</summary>
    public static Trial DurableCommits(int callers, int commits, CancellationToken cancellation) =>
        new($"limit: one-row commits, {callers} connection{(callers == 1 ? "" : "s")}", "commits/s", async (database, clock) =>
        {
            await database.Execute("create table one_row (id bigint generated always as identity primary key, body jsonb)", cancellation);
            var connections = await Task.WhenAll(
                Enumerable.Range(0, callers).Select(_ => database.Source.OpenConnectionAsync(cancellation).AsTask()));
            var body = SyntheticEvents.Event(1).Json;
            clock.Start();
            await Task.WhenAll(connections.Select(async connection =>
            {
                await using var insert = new NpgsqlCommand("insert into one_row (body) values ($1)", connection);
                insert.Parameters.Add(new() { Value = body.ToArray(), NpgsqlDbType = NpgsqlDbType.Jsonb });
                await insert.PrepareAsync(cancellation);
                for (var at = 0; at < commits / callers; at++)
                    await insert.ExecuteNonQueryAsync(cancellation);
            }));
            clock.Stop();
            foreach (var connection in connections)
                await connection.DisposeAsync();
            return commits / callers * callers;
        });

    /// <summary>Every event's envelope and body in order, by binary COPY, looked at and thrown away.</summary>
    public static async Task PlainRead(NpgsqlDataSource database, CancellationToken cancellation)
    {
        const string Copy = """
            copy (select seq_id, stream_id, version, type, data, timestamp from public.mt_events order by seq_id) to stdout (format binary)
            """;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var reader = await connection.BeginBinaryExportAsync(Copy, cancellation);
        while (await reader.StartRowAsync(cancellation) > 0)
        {
            await reader.ReadAsync<long>(cancellation);
            await reader.ReadAsync<string>(cancellation);
            await reader.ReadAsync<long>(cancellation);
            await reader.ReadAsync<string>(cancellation);
            await reader.ReadAsync<string>(NpgsqlDbType.Jsonb, cancellation);
            await reader.ReadAsync<DateTime>(cancellation);
        }
    }

    private static async Task WriteStreams(NpgsqlConnection connection, IReadOnlyList<StreamAppend> streams, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(CopyStreams, cancellation);
        foreach (var stream in streams)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(stream.StreamId, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(stream.StreamType, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync((long)stream.Events.Count, NpgsqlDbType.Bigint, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }

    private static async Task WriteEvents(
        NpgsqlConnection connection, IReadOnlyList<StreamAppend> streams, long position, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(CopyEvents, cancellation);
        foreach (var stream in streams)
        {
            for (var at = 0; at < stream.Events.Count; at++)
            {
                var one = stream.Events[at];
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(++position, NpgsqlDbType.Bigint, cancellation);
                await copy.WriteAsync(one.Id, NpgsqlDbType.Uuid, cancellation);
                await copy.WriteAsync(stream.StreamId, NpgsqlDbType.Varchar, cancellation);
                await copy.WriteAsync(stream.Expected.Value!.Value + at + 1, NpgsqlDbType.Bigint, cancellation);
                await copy.WriteAsync(one.Json, NpgsqlDbType.Jsonb, cancellation);
                await copy.WriteAsync(one.Type, NpgsqlDbType.Varchar, cancellation);
                await copy.WriteAsync(one.DotNetType, NpgsqlDbType.Varchar, cancellation);
                await copy.WriteAsync("bench", NpgsqlDbType.Varchar, cancellation);
                await copy.WriteAsync(DateTime.UnixEpoch, NpgsqlDbType.TimestampTz, cancellation);
            }
        }

        await copy.CompleteAsync(cancellation);
    }
}
