namespace Ledger.Application.Subscribers;

/// <summary>The limits of subscriptions and deliveries, each with its unit.</summary>
public static class SubscriberLimits
{
    /// <summary>Subscriptions at once that have not ended.</summary>
    public const int Subscriptions = 200;

    /// <summary>Ended subscriptions that are kept to be looked at, the latest.</summary>
    public const int EndedKept = 200;

    /// <summary>An address, characters.</summary>
    public const int AddressCharacters = 2_000;

    /// <summary>Prefixes of one subscription, and characters of one prefix.</summary>
    public const int Prefixes = 20;
    public const int PrefixCharacters = 100;

    /// <summary>
    /// Bytes of a secret. Standard Webhooks 1.0.0, Signature scheme: at least 24, at most 64.
    /// </summary>
    public const int SecretBytes = 32;

    /// <summary>
    /// For one delivery, from the name's look-up to the answer's headers. Standard Webhooks 1.0.0, Request timeouts: between 15 and 30
    /// seconds; a message may be handled for 30.
    /// </summary>
    public static TimeSpan DeliveryTime { get; } = TimeSpan.FromSeconds(15);

    /// <summary>For the connection alone.</summary>
    public static TimeSpan ConnectTime { get; } = TimeSpan.FromSeconds(5);

    /// <summary>A connection is used no longer, so that a name that has moved is followed.</summary>
    public static TimeSpan ConnectionLife { get; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Of an answer only the status counts. Its body is read away up to this, bytes, and no longer than this, so that the connection can be
    /// used again; past it the connection is closed.
    /// </summary>
    public const int DrainedBytes = 16 * 1024;
    public static TimeSpan DrainTime { get; } = TimeSpan.FromSeconds(1);

    /// <summary>All headers of an answer together, kilobytes.</summary>
    public const int AnswerHeadersKilobytes = 16;

    /// <summary>
    /// Deliveries that one batch of facts is turned into at once. Where it would be more, as after an import, each subscription is sent
    /// the range instead, and is told fact after fact: many deliveries side by side to one that is slow would hold every place.
    /// </summary>
    public const int DeliveriesPerBatch = 50;

    /// <summary>Facts that are looked through by one piece of a range.</summary>
    public const int FactsPerPiece = 500;

    /// <summary>
    /// After this long a range begins no further delivery, and lets others go first. With the one under way, it stays within what a
    /// message may be handled for.
    /// </summary>
    public static TimeSpan RangeTime { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Facts of one piece that a receiver may answer with a failure before it counts as out of order itself.</summary>
    public const int RefusedPerPiece = 10;
}
