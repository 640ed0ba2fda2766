namespace Ledger.Messaging;

/// <summary>
/// The port of the outbox: messages are rows first, sent if and only if their transaction commits, and handled at least once
/// afterwards, whatever crashes in between. Any number of processes may send, and run it, at once.
/// </summary>
public interface IMessageBox
{
    /// <summary>
    /// Sends messages, and moves a follower's mark with them, in one transaction. A message whose id was sent before and still waits is
    /// not sent again.
    /// </summary>
    /// <param name="step">Null when the messages do not come from following the log.</param>
    /// <returns>False when the mark does not stand where the step begins: then nothing was sent.</returns>
    /// <exception cref="ArgumentException">
    /// More than <see cref="MessageLimits.MessagesPerSend"/>, or one is larger than <see cref="MessageLimits.BodyBytes"/>, is no JSON
    /// object that the database can keep, or has no alias; or the step goes backwards. Nothing was sent.
    /// </exception>
    Task<bool> Send(IReadOnlyList<OutgoingMessage> messages, FollowerStep? step, CancellationToken cancellation);

    /// <summary>Where a follower stands; 0 when it has not begun.</summary>
    Task<long> Mark(string follower, CancellationToken cancellation);

    /// <summary>
    /// Carries messages to their handlers as they fall due, until cancelled, and then returns. A handler that throws, or is not done in
    /// <see cref="MessageLimits.HandlingTime"/>, is tried again with growing pauses (<see cref="MessageLimits.Pauses"/>), and after the
    /// last the message is set apart as a dead letter. The messages that a handler returns are sent in the transaction that ends its own.
    /// A database that does not answer is waited for, with growing pauses.
    /// </summary>
    Task Run(CancellationToken cancellation);

    Task<MessageCounts> Count(CancellationToken cancellation);

    /// <summary>Messages that wait, soonest first.</summary>
    /// <param name="most">1 to <see cref="MessageLimits.RowsPerLook"/>.</param>
    Task<IReadOnlyList<WaitingMessage>> Waiting(int most, CancellationToken cancellation);

    /// <summary>Dead letters, latest first.</summary>
    /// <param name="most">1 to <see cref="MessageLimits.RowsPerLook"/>.</param>
    Task<IReadOnlyList<DeadLetter>> DeadLetters(int most, CancellationToken cancellation);

    /// <summary>Gives dead letters all their tries again. Ids that are not among them are passed over.</summary>
    /// <param name="ids">Null for all.</param>
    /// <returns>How many.</returns>
    Task<int> Replay(IReadOnlyCollection<Guid>? ids, CancellationToken cancellation);

    /// <summary>Takes dead letters away for good.</summary>
    /// <returns>How many.</returns>
    Task<int> Discard(IReadOnlyCollection<Guid> ids, CancellationToken cancellation);
}

/// <summary>Handles one message, and gives what is to be sent in turn. Throws when it could not.</summary>
public delegate Task<IReadOnlyList<OutgoingMessage>> MessageHandling(DeliveredMessage message, CancellationToken cancellation);
