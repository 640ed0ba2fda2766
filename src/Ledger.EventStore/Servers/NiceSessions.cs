using System.Net;
using Npgsql;

namespace Ledger.EventStore.Servers;

/// <summary>
/// Database sessions that stand back with the work they are for. The server's process of a session works for nobody else, so it may: where
/// the server is on this machine and belongs to the same account, as a private one does, or this process may do so anyway.
/// </summary>
public static class NiceSessions
{
    /// <param name="always">Otherwise only where this process stands back itself.</param>
    public static NpgsqlDataSource Source(string connectionString, bool always)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        if (always || StandingBack.IsOfThisProcess)
            builder.UsePhysicalConnectionInitializer(
                StandBack,
                connection =>
                {
                    StandBack(connection);
                    return Task.CompletedTask;
                });
        return builder.Build();
    }

    /// <summary>Nobody waits for it: it may be some tenths of a second until the system takes it.</summary>
    private static void StandBack(NpgsqlConnection connection)
    {
        if (IsHere(connection.Host) && IsOfServer(connection.ProcessID, $"{connection.UserName} {connection.Database} "))
            _ = StandingBack.Leader(connection.ProcessID);
    }

    /// <summary>By a socket, which Npgsql gives as a folder, or over the loopback interface.</summary>
    internal static bool IsHere(string? host) =>
        host is not null
        && (host.StartsWith('/') || host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)));

    /// <summary>
    /// Something between here and the server may number its own sessions, and a server in a container numbers its processes by itself. A
    /// PostgreSQL session shows as <c>postgres: user database host(port)</c>, with the server's name before the user where it has one.
    /// </summary>
    /// <param name="session">User and database.</param>
    internal static bool IsOfServer(int process, string session)
    {
        try
        {
            var shown = File.ReadAllText($"/proc/{process}/cmdline");
            return shown.StartsWith("postgres: ", StringComparison.Ordinal) && shown.Contains($" {session}", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
