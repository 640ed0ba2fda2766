using System.Diagnostics;
using System.Globalization;
using Ledger.EventStore.Servers;
using Npgsql;

namespace Ledger.Testing;

/// <summary>
/// One private PostgreSQL for a test process, started at the first use and gone with the process. LEDGER_TEST_SERVER, an Npgsql
/// connection string of a superuser, names a server to use instead.
/// </summary>
public static class TestServer
{
    private const string Variable = "LEDGER_TEST_SERVER";
    private const string FolderPrefix = "ledger-test-";
    private static readonly Lazy<Task<Func<string, string>>> Started = new(Start);

    /// <summary>The connection string of a database on the test server.</summary>
    public static async Task<string> ConnectionString(string database) => (await Started.Value)(database);

    /// <summary>A folder that PostgreSQL's account can reach and that goes away with the process.</summary>
    public static string TemporaryFolder()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{FolderPrefix}{Environment.ProcessId}-{Guid.NewGuid():N}");
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), name)).FullName;
        Watch(folder);
        return folder;
    }

    private static async Task<Func<string, string>> Start()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return database => new NpgsqlConnectionStringBuilder(given) { Database = database }.ConnectionString;

        RemoveLeftovers();
        var options = new PrivateServerOptions(TemporaryFolder(), Durable: false);
        return (await PrivateServer.Start(options, null, CancellationToken.None)).ConnectionString;
    }

    /// <summary>
    /// Starts a shell that outlives us to clean up after us. An exit handler would be cut short: a test host is killed soon after its
    /// last test. SIGQUIT ends PostgreSQL at once, without a checkpoint of what is to be deleted. A killed server leaves its number
    /// behind, which may be another process's by now: only one that was started on our folder is meant.
    /// </summary>
    private static void Watch(string folder)
    {
        const string Script = """
            exec </dev/null >/dev/null 2>&1
            trap '' INT TERM HUP
            while [ -d "/proc/$1" ]; do sleep 1; done
            pid=$(head -n 1 "$2/postgres/data/postmaster.pid")
            runs() { [ -n "$pid" ] && grep -q -F "$2" "/proc/$pid/cmdline"; }
            runs "$@" && kill -QUIT "$pid"
            while runs "$@"; do sleep 0.1; done
            rm -rf "$2"
            """;
        var process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        Process.Start("setsid", ["sh", "-c", Script, "sh", process, folder]).Dispose();
    }

    /// <summary>Removes what is left when the watcher died too, with the machine.</summary>
    private static void RemoveLeftovers()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), FolderPrefix + "*"))
        {
            var process = Path.GetFileName(folder)[FolderPrefix.Length..].Split('-')[0];
            try
            {
                if (!Directory.Exists("/proc/" + process) && !File.Exists(Path.Combine(folder, "postgres", "data", "postmaster.pid")))
                    Directory.Delete(folder, recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Being removed in this moment, or another account's.
            }
        }
    }
}
