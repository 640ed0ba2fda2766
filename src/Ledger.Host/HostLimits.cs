namespace Ledger.Host;

/// <summary>The limits of the service, each with its unit.</summary>
public static class HostLimits
{
    /// <summary>A command's body, bytes. A fact may have 60 KB; the rest is the command's own names.</summary>
    public const int CommandBodyBytes = 64 * 1024;

    /// <summary>
    /// A body past its limit is read away up to this, bytes, so that its sender hears the refusal; a still larger one is cut off.
    /// </summary>
    public const long DrainedBytes = 16 * 1024 * 1024;

    /// <summary>How deep a command's JSON may go, levels.</summary>
    public const int CommandJsonDepth = 16;

    /// <summary>Field errors told at once; past this, mending those first helps more.</summary>
    public const int FieldErrors = 50;

    /// <summary>The request line, bytes. A longer one is answered 414.</summary>
    public const int RequestLineBytes = 8 * 1024;

    /// <summary>All request headers together, bytes.</summary>
    public const int RequestHeadersBytes = 16 * 1024;

    /// <summary>Connections open at once.</summary>
    public const int Connections = 2_000;

    /// <summary>For the whole request header to arrive.</summary>
    public static TimeSpan RequestHeadersTimeout { get; } = TimeSpan.FromSeconds(15);

    /// <summary>For a request to be answered; then 503, and the work is cancelled.</summary>
    public static TimeSpan RequestTimeout { get; } = TimeSpan.FromSeconds(30);

    /// <summary>For requests under way to end when the service is stopped.</summary>
    public static TimeSpan ShutdownTimeout { get; } = TimeSpan.FromSeconds(10);

    /// <summary>An idempotency key, characters.</summary>
    public const int IdempotencyKeyCharacters = 200;

    /// <summary>A search text, UTF-16 code units.</summary>
    public const int SearchTextCharacters = 200;

    /// <summary>Rows of one page of answers: the most, and what is given when nothing is asked.</summary>
    public const int PageRows = 200;
    public const int PageRowsByDefault = 50;

    /// <summary>A cursor, characters.</summary>
    public const int CursorCharacters = 600;

    /// <summary>An id in a path, characters.</summary>
    public const int IdCharacters = 64;

    /// <summary>After work in the background failed: first pause, doubled each time up to the longest.</summary>
    public static TimeSpan FollowRetry { get; } = TimeSpan.FromSeconds(1);
    public static TimeSpan FollowRetryLongest { get; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the follower of reactions waits for an event before it looks whether all is well.</summary>
    public static TimeSpan ReactionsWait { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Between two looks of a node that does not seal at what another one has signed.</summary>
    public static TimeSpan LookOn { get; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a message may have been due with nobody handling it before the service says that it is not ready: by then nobody carries.
    /// </summary>
    public static TimeSpan ReadyOldestDue { get; } = TimeSpan.FromMinutes(10);

    /// <summary>How far a standby may be behind its primary before a node that reads from it says that it is not ready.</summary>
    public static TimeSpan ReadyReplicaBehind { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Events behind the head past which the service says that it is not ready to be read.</summary>
    public const long ReadyLagEvents = 100_000;

    /// <summary>Answers about now that are kept while the ledger stands where it stood, and bytes of all of them.</summary>
    public const int KeptAnswers = 4_096;
    public const long KeptAnswersBytes = 64L * 1024 * 1024;

    /// <summary>
    /// Requests under way at one of several ledgers. When its database hangs they stand there until their time is over, and must leave
    /// connections to the others.
    /// </summary>
    public const int RequestsOfJurisdiction = Connections / 4;

    /// <summary>Retry-After at a ledger that is being opened, and at one with too many requests under way, seconds.</summary>
    public const int OpeningRetryAfter = 5;
    public const int BusyRetryAfter = 1;

    /// <summary>For each of several ledgers to say whether it is ready, when a balancer asks about the process.</summary>
    public static TimeSpan ReadyPatience { get; } = TimeSpan.FromSeconds(2);

    /// <summary>The address of an answer that is kept, UTF-16 code units.</summary>
    public const int KeptAddressCharacters = 1_024;
}
