using System.Runtime.ExceptionServices;
using JasperFx.Events;
using Ledger.EventStore.Appending;
using Marten;
using Marten.Internal;
using Marten.Services;
using Npgsql;

namespace Ledger.Marten.Store;

/// <summary>
/// The marten engine's: the events of a group go through a Marten session that is enlisted in the group's transaction, after the
/// streams have been locked in order and before the positions are read under the head's lock. Three round trips; four where a stream
/// is new.
/// </summary>
internal sealed class MartenGroupWriter(NpgsqlDataSource database, IDocumentStore documents) : GroupWriter(database)
{
    // Marten's append function would make a stream that is missing. But it does so after it has taken the head, for the streams after the
    // first, which is the other way round than all writers of ours; and it knows types only of aggregates that it projects. So new
    // streams stand before, in order. And those whose row says less than their events are put right, for Marten believes the row.
    private const string StandStreams = """
        insert into public.mt_streams as s (id, type, version, timestamp, created)
        select u.id, u.type, u.version, now(), now() from unnest($1, $2, $3) as u (id, type, version)
        on conflict (id) do update set version = greatest(s.version, excluded.version)
        """;

    // Marten inserts event by event, and each insert leaves a dead version of the head that the next ones read over: the more events
    // in a transaction, the slower each. 0011 has the figures.
    public override int EventsPerGroup => 1_000;

    protected override async Task<long> Write(NpgsqlTransaction transaction, GroupPlan plan)
    {
        if (plan.Events.Count > 0)
            await WriteEvents(transaction, plan);
        await using var batch = new NpgsqlBatch(transaction.Connection);
        return await Commit(batch, plan);
    }

    private async Task WriteEvents(NpgsqlTransaction transaction, GroupPlan plan)
    {
        await Stand(transaction.Connection!, plan, CancellationToken.None);
        await using var session = documents.LightweightSession(SessionOptions.ForTransaction(transaction));
        // Marten would fill what an event leaves open from the trace that the process happens to be in.
        (session.CorrelationId, session.CausationId, session.LastModifiedBy) = (null, null, null);
        try
        {
            await Append(session, plan.Events);
        }
        catch (Exception error) when (MartenFault.Of(error) is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
    }

    /// <summary>Makes the streams that are new, in order, and puts right those whose rows say less than their events.</summary>
    internal static async Task Stand(NpgsqlConnection connection, GroupPlan plan, CancellationToken cancellation)
    {
        var streams = plan.Streams.Moved
            .Where(one => plan.Streams.Before(one.Key) == 0 || plan.Behind.Contains(one.Key))
            .OrderBy(one => one.Key, StringComparer.Ordinal).ToList();
        if (streams.Count == 0)
            return;
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(StandStreams,
            new NpgsqlParameter<string[]> { TypedValue = [.. streams.Select(one => one.Key)] },
            new NpgsqlParameter<string?[]> { TypedValue = [.. streams.Select(one => one.Value.Type)] },
            new NpgsqlParameter<long[]> { TypedValue = [.. streams.Select(one => plan.Streams.Before(one.Key))] });
        await batch.PrepareAsync(cancellation);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>
    /// Marten writes a session's events stream by stream. A request's events must stand together, so a stream that comes again after
    /// others begins a further unit of work in the same transaction.
    /// </summary>
    private static async Task Append(IDocumentSession session, EventColumns events)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < events.Count; at++)
        {
            var again = at > 0 && events.Streams[at] == events.Streams[at - 1];
            if (!again && !written.Add(events.Streams[at]))
            {
                await session.SaveChangesAsync();
                written.Clear();
                written.Add(events.Streams[at]);
            }

            Add(session, events, at);
        }

        await session.SaveChangesAsync();
    }

    /// <summary>Queues one event under the id, the alias and the metadata that it was given.</summary>
    internal static void Add(IDocumentSession session, EventColumns events, int at)
    {
        var facts = (FactSerializer)((IMartenSession)session).Serializer;
        var action = session.Events.Append(events.Streams[at], facts.ToData(events.Types[at], events.Bodies[at].ToArray()));
        // The first event's: what the stream must have when Marten's function writes.
        action.ExpectedVersionOnServer ??= events.Versions[at] - 1;
        var one = action.Events[^1];
        one.Id = events.Ids[at];
        one.EventTypeName = events.Types[at];
        one.DotNetTypeName = events.DotNetTypes[at]!;
        one.UserName = events.Actors[at];
        one.CorrelationId = events.Correlations[at];
        one.CausationId = events.Causations[at];
    }
}
