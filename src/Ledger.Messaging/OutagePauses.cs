using System.Net.Sockets;
using Npgsql;

namespace Ledger.Messaging;

/// <summary>Growing pauses while the database does not answer.</summary>
internal sealed class OutagePauses(MessageOptions options, TimeProvider time)
{
    public TimeSpan Next { get; private set; } = options.OutagePause;

    /// <summary>Whether the database could not be asked; not so when it refused a statement, which it would again.</summary>
    public static bool IsOutage(Exception error) => error switch
    {
        PostgresException refused => refused.SqlState[..2] is not ("22" or "23" or "42"),
        _ => error is NpgsqlException or TimeoutException or IOException or SocketException,
    };

    public void Over() => Next = options.OutagePause;

    /// <summary>Ends early, and without a word, when cancelled.</summary>
    public async Task Wait(CancellationToken cancellation)
    {
        await Task.Delay(Next, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Next = Next * 2 < options.OutagePauseLongest ? Next * 2 : options.OutagePauseLongest;
    }
}
