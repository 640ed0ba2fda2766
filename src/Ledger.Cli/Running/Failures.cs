using Ledger.Application.Composition;
using Ledger.Application.People;
using Ledger.Cli.Output;
using Ledger.EventStore.Migrations;
using Ledger.EventStore.Servers;
using Ledger.Sealing;
using Npgsql;

namespace Ledger.Cli.Running;

/// <summary>
/// Turns what can go wrong into an exit code and a sentence. A stack trace goes to the log of the home, never to the terminal.
/// </summary>
internal static class Failures
{
    public static async Task<int> Guard(Terminal terminal, Func<Task<int>> verb, CancellationToken cancellation)
    {
        try
        {
            return await verb();
        }
#pragma warning disable CA1031 // The last catch of the process: whatever comes becomes an exit code.
        catch (Exception error)
#pragma warning restore CA1031
        {
            var (code, message) = cancellation.IsCancellationRequested
                ? (ExitCodes.Cancelled, "Stopped.")
                : Read(error, () => Ledgers.Settings().Home);
            await terminal.Error.WriteLineAsync(message);
            return code;
        }
    }

    /// <summary>Why one ledger of several is not served.</summary>
    /// <param name="home">That ledger's.</param>
    public static string Sentence(Exception error, string home) => Read(error, () => home).Message;

    private static (int Code, string Message) Read(Exception error, Func<string> home) => error switch
    {
        Failure failure => (failure.ExitCode, failure.Message),
        MigrationException { InnerException: PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } } =>
            (ExitCodes.NoDatabase, $"{error.Message}. {Rights}"),
        SealingException => (ExitCodes.Problems, error.Message),
        SettingException or PrivateServerException or MigrationException or VaultException => (CodeOf(error), error.Message),
        PostgresException refused when IsReachability(refused.SqlState) =>
            (ExitCodes.NoDatabase, $"The database does not let the ledger in: {refused.MessageText} ({refused.SqlState}). {Advice}"),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused =>
            (ExitCodes.NoDatabase, $"The database refused a statement: {refused.MessageText} ({refused.SqlState}). {Rights}"),
        PostgresException refused when refused.SqlState.StartsWith(OutOfResources, StringComparison.Ordinal) =>
            (ExitCodes.NoDatabase,
                $"The database has run out of something: {refused.MessageText} ({refused.SqlState}). {Noted(error, home)}"),
        PostgresException refused =>
            (ExitCodes.Problems, $"The database refused a statement: {refused.MessageText} ({refused.SqlState}). {Noted(error, home)}"),
        NpgsqlException lost => (ExitCodes.NoDatabase, $"The database cannot be reached: {lost.Message.TrimEnd('.')}. {Advice}"),
        UnauthorizedAccessException or IOException => (ExitCodes.Usage, error.Message),
        _ => (ExitCodes.Problems, $"Something happened that the ledger does not know: {error.GetType().Name}. {Noted(error, home)}"),
    };

    private const string Advice = "LEDGER_DATABASE names the server; without it the ledger starts a private one.";

    private const string Rights =
        "Whoever migrates must own the database (alter database ... owner to ...). Where LEDGER_DATABASE logs in as the service alone, "
        + "LEDGER_DATABASE_OWNER names the owner.";

    /// <summary>Class 53: disk, memory, connections.</summary>
    private const string OutOfResources = "53";

    private static int CodeOf(Exception error) => error is SettingException ? ExitCodes.Usage : ExitCodes.NoDatabase;

    /// <summary>Connection exceptions, authorisation, unknown database, too many connections, shutting down or starting.</summary>
    private static bool IsReachability(string state) =>
        state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("28", StringComparison.Ordinal)
        || state is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.TooManyConnections
        || state.StartsWith("57P", StringComparison.Ordinal);

    private static string Noted(Exception error, Func<string> home)
    {
        try
        {
            var log = Path.Combine(new LedgerHome(home()).Prepare().Logs, "failures.log");
            File.AppendAllText(log, $"{error}{Environment.NewLine}{Environment.NewLine}");
            return $"What is known of it stands in {log}.";
        }
        catch (Exception second) when (second is IOException or UnauthorizedAccessException or SettingException)
        {
            return "It could not be written to the log either.";
        }
    }
}
