using Npgsql;

namespace Ledger.EventStore.Appending;

/// <summary>
/// Sends events to mt_events by binary COPY, in blocks made by hand: a call of the driver for each of eleven columns costs more than all
/// else about a row.
/// </summary>
internal static class EventCopy
{
    private const string Statement = """
        copy public.mt_events
          (seq_id, version, id, stream_id, data, type, mt_dotnet_type, timestamp, correlation_id, causation_id, user_name)
        from stdin (format binary)
        """;

    private const short Columns = 11;

    /// <summary>Bytes sent at once: the server has them to work on while the next are made.</summary>
    private const int BlockBytes = 128 * 1024;

    /// <param name="first">The position of the first of the events.</param>
    public static async Task Send(
        NpgsqlConnection connection, IReadOnlyList<StreamAppend> appends, StreamVersions streams, EventMetadata metadata,
        long first, DateTime recordedAt, TimeSpan timeout, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync(Statement, cancellation);
        copy.ReadTimeout = copy.WriteTimeout = (int)timeout.TotalMilliseconds;
        // The socket blocks a thread of its own. In the pool, what is to be sent next would wait behind whatever keeps its few threads
        // at work, and the server with it.
        await Task.Factory.StartNew(
            () => Write(copy, appends, streams, metadata, first, recordedAt, cancellation),
            CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
    }

    private static void Write(
        NpgsqlRawCopyStream copy, IReadOnlyList<StreamAppend> appends, StreamVersions streams, EventMetadata metadata,
        long first, DateTime recordedAt, CancellationToken cancellation)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            using var block = new CopyBlock(BlockBytes);
            block.Header();
            var (position, time) = (first, CopyBlock.Microseconds(recordedAt));
            foreach (var append in appends)
            {
                var version = streams.Before(append.StreamId);
                foreach (var one in append.Events)
                {
                    Row(block, position++, ++version, append.StreamId, one, time, metadata);
                    if (!block.IsFull)
                        continue;
                    cancellation.ThrowIfCancellationRequested();
                    copy.Write(block.Written.Span);
                    block.Clear();
                }
            }

            cancellation.ThrowIfCancellationRequested();
            block.Trailer();
            copy.Write(block.Written.Span);
        }
        catch (Exception error) when (error is not NpgsqlException)
        {
            // Else the end of the stream would tell the server that this was all. A connection that broke tells it nothing.
            copy.Cancel();
            throw;
        }
    }

    private static void Row(
        CopyBlock block, long position, long version, string stream, NewEvent one, long time, EventMetadata metadata)
    {
        block.Row(Columns);
        block.Int64(position);
        block.Int64(version);
        block.Uuid(one.Id);
        block.Text(stream);
        block.Jsonb(one.Json.Span);
        block.Text(one.Type);
        block.Text(one.DotNetType);
        block.Int64(time);
        block.Text(metadata.CorrelationId);
        block.Text(metadata.CausationId);
        block.Text(metadata.Actor);
    }
}
