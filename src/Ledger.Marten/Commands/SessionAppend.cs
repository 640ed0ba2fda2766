using System.Data.Common;
using System.Text.Json;
using Ledger.Application.Commands;
using Ledger.EventStore;
using Ledger.EventStore.Appending;
using Ledger.Marten.Store;
using Marten;
using Marten.Internal;
using Marten.Internal.Operations;
using Npgsql;
using NpgsqlTypes;
using Weasel.Core;
using Weasel.Storage;
using IStorageOperation = Marten.Internal.Operations.IStorageOperation;

namespace Ledger.Marten.Commands;

/// <summary>
/// Puts an append into a session that somebody else will save: the streams locked in order, the events and the key queued, and last of
/// all the look at the head, which completes the answer within the same transaction.
/// </summary>
internal static class SessionAppend
{
    /// <exception cref="StreamMovedException">A stream is not at the version that the decision saw.</exception>
    public static async Task<PendingAnswer> Queue(
        IDocumentSession session, CommandCall call, AppendRequest request, CancellationToken cancellation)
    {
        if (RequestCheck.Fault(request) is { } fault)
            return new PendingAnswer(call.Answer(new AppendOutcome.Invalid(fault)));

        await session.BeginTransactionAsync(cancellation);
        var plan = await GroupWriter.LockAndRead(session.Connection, [request], cancellation);
        var outcome = plan.Decide(request);
        if (plan.Events.Count == 0)
            return new PendingAnswer(call.Answer(outcome(0)) switch
            {
                CommandAnswer.Contended(var stream) => throw new StreamMovedException(stream),
                var answer => answer,
            });

        (session.CorrelationId, session.CausationId, session.LastModifiedBy) = (null, null, null);
        await MartenGroupWriter.Stand(session.Connection, plan, cancellation);
        for (var at = 0; at < plan.Events.Count; at++)
            MartenGroupWriter.Add(session, plan.Events, at);
        var pending = new PendingAnswer();
        session.QueueOperation(new KeyAndHead(plan, head => pending.Complete(call.Answer(outcome(head - plan.Events.Count)))));
        return pending;
    }

    /// <summary>Comes after the events: Marten writes these first.</summary>
    private sealed class KeyAndHead(GroupPlan plan, Action<long> read) : IStorageOperation
    {
        public Type DocumentType => typeof(KeyAndHead);

        public OperationRole Role() => OperationRole.Other;

        public void ConfigureCommand(Weasel.Postgresql.ICommandBuilder builder, IStorageSession session)
        {
            if (plan.Keys.SingleOrDefault() is not { } key)
            {
                builder.Append("select position from ledger.head");
                return;
            }

            builder.Append("with key as (insert into ledger.idempotency (key, digest, first_position, last_position, versions) select ");
            builder.AppendParameter(key.Key.Key);
            builder.Append(", ");
            builder.AppendParameter(key.Key.RequestDigest.ToArray());
            builder.Append(", position - ");
            builder.AppendParameter(plan.Events.Count - 1L);
            builder.Append(", position, ");
            builder.AppendParameter(JsonSerializer.Serialize(key.Versions), NpgsqlDbType.Jsonb);
            builder.Append(" from ledger.head) select position from ledger.head");
        }

        public async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
        {
            if (await reader.ReadAsync(token))
                read(reader.GetInt64(0));
        }
    }
}

/// <summary>Another writer came first: the command is decided anew.</summary>
public sealed class StreamMovedException : Exception
{
    public StreamMovedException(string stream) : base($"The stream {stream} has moved on.") => Stream = stream;

    public StreamMovedException(string stream, Exception inner) : base($"The stream {stream} has moved on.", inner) => Stream = stream;

    public StreamMovedException() => Stream = "";

    public string Stream { get; }
}
