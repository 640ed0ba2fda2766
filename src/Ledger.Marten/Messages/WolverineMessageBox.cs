using System.Text;
using Ledger.Marten.Hosting;
using Ledger.Messaging;
using Marten;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wolverine;
using Wolverine.Persistence.Durability;
using Wolverine.Persistence.Durability.DeadLetterManagement;

namespace Ledger.Marten.Messages;

/// <summary>
/// The marten engine's outbox: rows in <c>ledger.message</c> as in the native engine, carried by Wolverine's durable inbox. What people
/// see of it, they see of the rows, so that it is the same list whichever engine runs.
/// </summary>
/// <param name="outbox">A bus enlisted in a session.</param>
/// <param name="listener">Makes the Wolverine that listens; told when it is being stopped.</param>
internal sealed class WolverineMessageBox(
    NpgsqlDataSource database, IDocumentStore documents, Func<IDocumentSession, IMessageBus> outbox, MessagePublisher publisher,
    MessageAdoption adoption, IMessageStore envelopes, Func<CancellationToken, PlainHost> listener, MessageOptions options,
    TimeProvider time, ILogger log) : IMessageBox
{
    private const string PutBack = """
        with back as (delete from ledger.dead_letter where $1::uuid[] is null or id = any($1) returning *)
        insert into ledger.message (id, type, body, due_at, next_at, carrier, sent_at)
        select id, type, body, due_at, $2, 'marten', sent_at from back on conflict (id) do nothing
        returning id, type, body
        """;

    /// <summary>How often in the time after which messages are taken over it is looked for such.</summary>
    private const int LooksForOverdue = 6;

    private readonly MessageRows rows = new(database, time);

    public async Task<bool> Send(IReadOnlyList<OutgoingMessage> messages, FollowerStep? step, CancellationToken cancellation)
    {
        MessageSender.Check(messages, step);
        await using var session = documents.LightweightSession();
        await session.BeginTransactionAsync(cancellation);
        if (step is not null && !await MessageSender.Move(session.Connection, step, cancellation))
            return false;
        await publisher.Send(session, outbox(session), messages, cancellation);
        await Commit(session);
        return true;
    }

    public Task<long> Mark(string follower, CancellationToken cancellation) =>
        new MessageSender(database, time).Mark(follower, cancellation);

    public async Task Run(CancellationToken cancellation)
    {
        var outage = new OutagePauses(options, time);
        while (!cancellation.IsCancellationRequested)
        {
            var host = listener(cancellation);
            try
            {
                await host.Start(cancellation);
                await Watch(outage, cancellation);
            }
            catch (Exception error) when (!cancellation.IsCancellationRequested)
            {
                log.LogWarning("Wolverine cannot be started ({Error}); waiting {Seconds} s",
                    FailureText.Of(error), outage.Next.TotalSeconds);
                await outage.Wait(cancellation);
            }
            catch (Exception)
            {
                // Stopped before it had started.
            }
            finally
            {
                await Stop(host);
            }
        }
    }

    public Task<MessageCounts> Count(CancellationToken cancellation) => rows.Count(cancellation);

    public Task<IReadOnlyList<WaitingMessage>> Waiting(int most, CancellationToken cancellation) => rows.Waiting(most, cancellation);

    public Task<IReadOnlyList<DeadLetter>> DeadLetters(int most, CancellationToken cancellation) => rows.DeadLetters(most, cancellation);

    public async Task<int> Replay(IReadOnlyCollection<Guid>? ids, CancellationToken cancellation)
    {
        await using var session = documents.LightweightSession();
        await session.BeginTransactionAsync(cancellation);
        var back = await Back(session.Connection, ids, cancellation);
        await publisher.Put(session, outbox(session), back);
        await Commit(session);
        return back.Count;
    }

    public async Task<int> Discard(IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        var discarded = await rows.Discard(ids, cancellation);
        await Forget(ids, cancellation);
        return discarded;
    }

    /// <summary>Looks for what is overdue, until cancelled.</summary>
    private async Task Watch(OutagePauses outage, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await adoption.Run(cancellation);
                outage.Over();
                await Task.Delay(options.TakenOverAfter / LooksForOverdue, time, cancellation)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception error) when (!cancellation.IsCancellationRequested)
            {
                log.LogWarning("Overdue messages cannot be looked for ({Error}); waiting {Seconds} s",
                    FailureText.Of(error), outage.Next.TotalSeconds);
                await outage.Wait(cancellation);
            }
        }
    }

    private async Task Stop(PlainHost host)
    {
        try
        {
            await host.DisposeAsync();
        }
        catch (Exception error)
        {
            // Its messages come up again when it has been missed for long enough.
            log.LogWarning("Wolverine did not stop in order: {Error}", FailureText.Of(error));
        }
    }

    /// <summary>From here on nobody gives up: whether it was sent must be known.</summary>
    private static async Task Commit(IDocumentSession session)
    {
        // A session in which nothing is queued would not commit what was done on its connection.
        session.QueueSqlCommand("select 1");
        await session.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>Wolverine keeps dead envelopes too, under the same ids.</summary>
    private async Task Forget(IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        if (ids.Count > 0)
            await envelopes.DeadLetters.DiscardAsync(new DeadLetterEnvelopeQuery { MessageIds = [.. ids] }, cancellation);
    }

    private async Task<List<OutgoingMessage>> Back(
        NpgsqlConnection connection, IReadOnlyCollection<Guid>? ids, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PutBack, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]?> { TypedValue = ids is null ? null : [.. ids] });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var back = new List<OutgoingMessage>();
        while (await reader.ReadAsync(cancellation))
            back.Add(new OutgoingMessage(reader.GetGuid(0), reader.GetString(1), Encoding.UTF8.GetBytes(reader.GetString(2))));
        return back;
    }
}
