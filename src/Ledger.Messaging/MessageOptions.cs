namespace Ledger.Messaging;

/// <summary>How messages are carried. The defaults are the limits; tests, and only they, are in more of a hurry.</summary>
public sealed record MessageOptions
{
    public static MessageOptions Default { get; } = new();

    /// <inheritdoc cref="MessageLimits.HandlingTime"/>
    public TimeSpan HandlingTime { get; init; } = MessageLimits.HandlingTime;

    /// <inheritdoc cref="MessageLimits.Pauses"/>
    public IReadOnlyList<TimeSpan> Pauses { get; init; } = MessageLimits.Pauses;

    /// <inheritdoc cref="MessageLimits.TakenOverAfter"/>
    public TimeSpan TakenOverAfter { get; init; } = MessageLimits.TakenOverAfter;

    /// <inheritdoc cref="MessageLimits.AtOnce"/>
    public int AtOnce { get; init; } = MessageLimits.AtOnce;

    /// <inheritdoc cref="MessageLimits.LookInterval"/>
    public TimeSpan LookInterval { get; init; } = MessageLimits.LookInterval;

    /// <inheritdoc cref="MessageLimits.StoppingTime"/>
    public TimeSpan StoppingTime { get; init; } = MessageLimits.StoppingTime;

    /// <inheritdoc cref="MessageLimits.OutagePause"/>
    public TimeSpan OutagePause { get; init; } = MessageLimits.OutagePause;

    public TimeSpan OutagePauseLongest { get; init; } = MessageLimits.OutagePauseLongest;

    /// <summary>How often a message is tried before it is a dead letter.</summary>
    public int Tries => Pauses.Count + 1;

    /// <summary>
    /// A message that was claimed so long ago and has not ended is taken for lost with its process. The half beyond the handling time is
    /// what the clocks of two processes may differ by before a message is handled by both at once.
    /// </summary>
    public TimeSpan Lease => HandlingTime * 2;

    /// <summary>At most this many of those handled at once have failed before, so that fresh ones find room; at least one.</summary>
    public int AgainAtOnce => Math.Max(1, AtOnce / 2);
}
