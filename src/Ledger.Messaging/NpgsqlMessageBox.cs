using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Messaging;

/// <summary>The native engine's outbox: rows in <c>ledger.message</c>, claimed with <c>for update skip locked</c>.</summary>
/// <param name="handle">Handles one message; called from <see cref="Run"/> alone.</param>
public sealed class NpgsqlMessageBox(
    NpgsqlDataSource database, MessageHandling handle, TimeProvider time, ILogger log, MessageOptions? options = null)
    : IMessageBox
{
    private readonly MessageOptions options = options ?? MessageOptions.Default;
    private readonly MessageRows rows = new(database, time);
    private readonly MessageSender sender = new(database, time);
    private readonly Knock sent = new();

    public async Task<bool> Send(IReadOnlyList<OutgoingMessage> messages, FollowerStep? step, CancellationToken cancellation)
    {
        var taken = await sender.Send(messages, step, cancellation);
        if (taken && messages.Count > 0)
            sent.Sound();
        return taken;
    }

    public Task<long> Mark(string follower, CancellationToken cancellation) => sender.Mark(follower, cancellation);

    public Task Run(CancellationToken cancellation)
    {
        var claims = new MessageClaims(database, options, time);
        var handler = new MessageHandler(handle, claims, options, time, log);
        return new MessageCarrier(claims, handler, options, sent.Wait, time, log).Run(cancellation);
    }

    public Task<MessageCounts> Count(CancellationToken cancellation) => rows.Count(cancellation);

    public Task<IReadOnlyList<WaitingMessage>> Waiting(int most, CancellationToken cancellation) => rows.Waiting(most, cancellation);

    public Task<IReadOnlyList<DeadLetter>> DeadLetters(int most, CancellationToken cancellation) => rows.DeadLetters(most, cancellation);

    public async Task<int> Replay(IReadOnlyCollection<Guid>? ids, CancellationToken cancellation)
    {
        var replayed = await rows.Replay(ids, cancellation);
        sent.Sound();
        return replayed;
    }

    public Task<int> Discard(IReadOnlyCollection<Guid> ids, CancellationToken cancellation) => rows.Discard(ids, cancellation);
}
