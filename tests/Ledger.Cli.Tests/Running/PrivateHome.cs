using Ledger.Testing;

namespace Ledger.Cli.Tests.Running;

/// <summary>
/// A home with a private server of its own, as a user without any setting has it. A server that a failed test leaves in it ends with the
/// test process.
/// </summary>
public sealed class PrivateHome
{
    private readonly string home = TestServer.TemporaryFolder();

    public LedgerProcess Start(params string[] arguments) => StartAt("http://127.0.0.1:0", arguments);

    public LedgerProcess StartAt(string url, params string[] arguments) => LedgerProcess.Start(
        new Dictionary<string, string?>
        {
            ["LEDGER_HOME"] = home,
            ["LEDGER_DATABASE"] = null,
            ["LEDGER_MASTER_KEY"] = null,
            ["LEDGER_URL"] = url,
        },
        arguments);

    /// <summary>The process id of the home's PostgreSQL; null when none runs.</summary>
    public int? Postmaster()
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
        {
            try
            {
                var words = File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0');
                var isServer = words[0].EndsWith("/postgres", StringComparison.Ordinal);
                if (isServer && words.Any(word => word.StartsWith(home, StringComparison.Ordinal)))
                    return int.Parse(Path.GetFileName(process));
            }
            catch (IOException)
            {
                // It ended in this moment.
            }
        }

        return null;
    }
}
