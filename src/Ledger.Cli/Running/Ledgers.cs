using Ledger.Application.Composition;
using Ledger.Application.Jurisdictions;
using Ledger.EventStore.Servers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ledger.Cli.Running;

/// <summary>
/// Reaches the ledger that the settings name. Without a database named it is the home's private server: joined when it runs,
/// started when it does not, and stopped by whoever leaves last.
/// </summary>
internal static class Ledgers
{
    /// <summary>Those of one ledger: of several the one that LEDGER_JURISDICTION picks.</summary>
    public static LedgerSettings Settings() =>
        JurisdictionCatalog.One(Environment.GetEnvironmentVariable, Environment.CurrentDirectory);

    /// <summary>Whether the environment names several ledgers and picks none.</summary>
    public static bool AreSeveral => JurisdictionCatalog.IsOfSeveral(Environment.GetEnvironmentVariable);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Jurisdiction> Several() =>
        JurisdictionCatalog.All(Environment.GetEnvironmentVariable, Environment.CurrentDirectory);

    /// <summary>A ledger with its schema brought up to date.</summary>
    public static Task<LedgerSystem> Open(CancellationToken cancellation) => Open(NullLoggerFactory.Instance, cancellation);

    public static Task<LedgerSystem> Open(ILoggerFactory logs, CancellationToken cancellation) =>
        LedgerSystem.Open(Settings(), logs, TimeProvider.System, cancellation);

    /// <summary>A database as it is, without touching its schema.</summary>
    public static async Task<ReachedDatabase> Reach(CancellationToken cancellation)
    {
        var settings = Settings();
        var home = new LedgerHome(settings.Home).Prepare();
        if (settings.Database is { } given)
            return new ReachedDatabase(home, null, NpgsqlDataSource.Create(settings.DatabaseOwner ?? given));

        var server = await PrivateServer.Start(new PrivateServerOptions(home.Root), null, cancellation);
        try
        {
            await server.EnsureDatabase(LedgerSystem.PrivateDatabase, cancellation);
            return new ReachedDatabase(home, server, NpgsqlDataSource.Create(server.ConnectionString(LedgerSystem.PrivateDatabase)));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }
}

internal sealed record ReachedDatabase(LedgerHome Home, PrivateServer? Server, NpgsqlDataSource Database) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (Server is not null)
            await Server.DisposeAsync();
    }
}
