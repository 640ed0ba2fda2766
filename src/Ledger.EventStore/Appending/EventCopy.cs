using Ledger.EventStore.Copying;
using Npgsql;

namespace Ledger.EventStore.Appending;

/// <summary>Sends events to mt_events by binary COPY.</summary>
internal static class EventCopy
{
    private const string Statement = """
        copy public.mt_events
          (seq_id, version, id, stream_id, data, type, mt_dotnet_type, timestamp, correlation_id, causation_id, user_name)
        from stdin (format binary)
        """;

    private const int Columns = 11;

    /// <param name="mayEnd">
    /// Asked when all are sent. With the end of the COPY the database holds the positions against the head.
    /// </param>
    /// <returns>False when it may not end: nothing has come of it, and the transaction is good for nothing more.</returns>
    public static async Task<bool> Send(
        NpgsqlConnection connection, IReadOnlyList<StreamAppend> appends, StreamVersions streams, EventMetadata metadata,
        Place place, Func<Task<bool>> mayEnd, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync(Statement, cancellation);
        copy.ReadTimeout = copy.WriteTimeout = BulkWriter.TimeoutSeconds * 1_000;
        try
        {
            // The socket blocks a thread of its own. In the pool, what is to be sent next would wait behind whatever keeps its few
            // threads at work, and the server with it.
            await Task.Factory.StartNew(
                () => Write(copy, appends, streams, metadata, place, cancellation),
                CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
            if (await mayEnd())
                return true;
            await RawCopy.GiveUp(copy);
            return false;
        }
        catch
        {
            await RawCopy.GiveUp(copy);
            throw;
        }
    }

    private static void Write(
        NpgsqlRawCopyStream copy, IReadOnlyList<StreamAppend> appends, StreamVersions streams, EventMetadata metadata,
        Place place, CancellationToken cancellation)
    {
        using var buffer = new CopyBuffer();
        buffer.Header();
        var position = place.Head;
        foreach (var append in appends)
        {
            var version = streams.Before(append.StreamId);
            foreach (var one in append.Events)
            {
                Row(buffer, ++position, ++version, append.StreamId, one, place.RecordedAt, metadata);
                if (buffer.IsFull)
                    Send(copy, buffer, cancellation);
            }
        }

        buffer.Trailer();
        Send(copy, buffer, cancellation);
    }

    private static void Send(NpgsqlRawCopyStream copy, CopyBuffer buffer, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        copy.Write(buffer.Written.Span);
        buffer.Clear();
    }

    private static void Row(
        CopyBuffer buffer, long position, long version, string stream, NewEvent one, DateTime recordedAt, EventMetadata metadata)
    {
        buffer.StartRow(Columns);
        buffer.Int64(position);
        buffer.Int64(version);
        buffer.Uuid(one.Id);
        buffer.Text(stream);
        buffer.Jsonb(one.Json.Span);
        buffer.Text(one.Type);
        buffer.Text(one.DotNetType);
        buffer.Timestamp(recordedAt);
        buffer.Text(metadata.CorrelationId);
        buffer.Text(metadata.CausationId);
        buffer.Text(metadata.Actor);
    }
}
