using Ledger.Messaging;

namespace Ledger.Application.Messages;

/// <summary>The follower of the log stands before an event that it cannot pass. Says where and why, never what stands there.</summary>
public sealed class ReactionStoppedException : MessageFailedException
{
    public ReactionStoppedException(string message) : base(message) { }

    public ReactionStoppedException(string message, Exception inner) : base(message, inner) { }

    public ReactionStoppedException() { }

    internal ReactionStoppedException(long position, string stream, string why) : this($"position {position}, stream {stream}, {why}") =>
        Position = position;

    /// <summary>Of the event.</summary>
    public long Position { get; }
}
