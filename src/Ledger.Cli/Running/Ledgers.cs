using Ledger.Application.Composition;
using Ledger.EventStore.Servers;
using Npgsql;

namespace Ledger.Cli.Running;

/// <summary>
/// Reaches the database that the settings name. Without one named it is the home's private server: joined when it runs, started
/// when it does not, and stopped by whoever leaves last.
/// </summary>
internal static class Ledgers
{
    /// <summary>The database of a ledger on its private server.</summary>
    public const string DatabaseName = "ledger";

    public static LedgerSettings Settings() =>
        LedgerSettings.FromEnvironment(Environment.GetEnvironmentVariable, Environment.CurrentDirectory);

    public static async Task<ReachedDatabase> Reach(CancellationToken cancellation)
    {
        var settings = Settings();
        var home = new LedgerHome(settings.Home).Prepare();
        if (settings.Database is { } given)
            return new ReachedDatabase(home, null, given, NpgsqlDataSource.Create(given));

        var server = await PrivateServer.Start(new PrivateServerOptions(home.Root), null, cancellation);
        try
        {
            await server.EnsureDatabase(DatabaseName, cancellation);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        var address = server.ConnectionString(DatabaseName);
        return new ReachedDatabase(home, server, address, NpgsqlDataSource.Create(address));
    }
}

/// <summary>A database within reach, not looked at yet.</summary>
/// <param name="Address">An Npgsql connection string. It may hold a password: not for logs.</param>
internal sealed record ReachedDatabase(LedgerHome Home, PrivateServer? Server, string Address, NpgsqlDataSource Database) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (Server is not null)
            await Server.DisposeAsync();
    }
}
