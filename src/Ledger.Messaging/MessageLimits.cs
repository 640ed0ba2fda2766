namespace Ledger.Messaging;

/// <summary>The limits of messages, each with its unit. Both engines keep to them.</summary>
public static class MessageLimits
{
    /// <summary>A message's body, bytes of UTF-8 JSON.</summary>
    public const int BodyBytes = 16 * 1024;

    /// <summary>A message's alias, characters.</summary>
    public const int TypeCharacters = 200;

    /// <summary>Messages in one <see cref="IMessageBox.Send"/>, and in what one handler returns.</summary>
    public const int MessagesPerSend = 10_000;

    /// <summary>Messages, or dead letters, shown at once.</summary>
    public const int RowsPerLook = 10_000;

    /// <summary>For one handling of one message. Past it, it has failed.</summary>
    public static TimeSpan HandlingTime { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The pauses between tries: ten tries in a day and a half, then a dead letter.</summary>
    public static IReadOnlyList<TimeSpan> Pauses { get; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(18),
    ];

    /// <summary>
    /// A message that nobody has carried so long after it fell due is carried by whoever runs, whichever engine it was sent with: it is
    /// that of a process that died, or of an engine that was switched from.
    /// </summary>
    public static TimeSpan TakenOverAfter { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Messages handled at once by one process; each uses one connection to end, and what its handler uses.</summary>
    public const int AtOnce = 8;

    /// <summary>How often an idle carrier looks for what other processes sent, and for what has fallen due.</summary>
    public static TimeSpan LookInterval { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>For handlers under way to end when the carrier is stopped.</summary>
    public static TimeSpan StoppingTime { get; } = TimeSpan.FromSeconds(5);

    /// <summary>While the database does not answer: the first pause, doubled each time up to the longest.</summary>
    public static TimeSpan OutagePause { get; } = TimeSpan.FromMilliseconds(500);
    public static TimeSpan OutagePauseLongest { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Characters of an error that are kept.</summary>
    public const int ErrorCharacters = 300;
}
