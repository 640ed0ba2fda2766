namespace Ledger.EventStore.Servers;

/// <summary>How a private server is to run.</summary>
/// <param name="Home">LEDGER_HOME: locks, the password and a note of where the data are stand here.</param>
/// <param name="Durable">
/// False only for a server whose data may be lost with the machine, such as that of a test run: it does without fsync.
/// </param>
public sealed record PrivateServerOptions(string Home, bool Durable = true)
{
    /// <summary>
    /// The home of the private server whose streaming standby this one is; it must run when this one is made. Null for a primary.
    /// </summary>
    public string? StandbyOf { get; init; }

    /// <summary>The time a start may take, recovery after a crash included.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>The private server cannot run. The message says what to do and holds nothing secret.</summary>
public sealed class PrivateServerException : Exception
{
    public PrivateServerException(string message) : base(message) { }

    public PrivateServerException(string message, Exception inner) : base(message, inner) { }

    public PrivateServerException() { }
}
