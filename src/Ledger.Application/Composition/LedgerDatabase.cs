using Ledger.Application.Codes;
using Ledger.Application.Engines;
using Ledger.Application.People;
using Ledger.Application.Subscribers;
using Ledger.EventStore.Migrations;
using Ledger.EventStore.Roles;
using Ledger.Messaging;
using Ledger.Projections;
using Ledger.Projections.Engine;
using Ledger.Sealing;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Application.Composition;

/// <summary>Who reaches the database. Connection strings, and secret: not for logs.</summary>
/// <param name="Service">Whoever does the work.</param>
/// <param name="Owner">Whoever migrates; null when that is the same login.</param>
internal sealed record DatabaseLogins(string Service, string? Owner)
{
    public override string ToString() => nameof(DatabaseLogins);
}

/// <summary>
/// Opens a ledger's database: its owner brings the schema up to this program's and says what the service may do; then all work is done
/// under the service's role, which may add to what was recorded and change none of it. src/decisions/0015 has the reasons.
/// </summary>
internal static class LedgerDatabase
{
    private const string ReadOnly = "-c default_transaction_read_only=on";

    /// <returns>Connections under the service's role; the caller's to dispose.</returns>
    /// <exception cref="MigrationException">The schema's history is not this program's, or the service lacks rights.</exception>
    public static async Task<ServiceConnections> Open(
        DatabaseLogins logins, ILedgerEngineFactory engine, ILoggerFactory logs, CancellationToken cancellation)
    {
        string? problem;
        var owner = ServiceSource.Owner(logins.Owner ?? logins.Service);
        await using (owner.ConfigureAwait(false))
        {
            await Migrate(owner, engine, logs, cancellation).ConfigureAwait(false);
            problem = await ServiceRole
                .Grant(owner, ServiceSource.Login(logins.Service), ProjectionMigrations.Schemas(ReadModels.All), cancellation)
                .ConfigureAwait(false);
        }

        var connections = await ServiceSource.Open(logins.Service, problem, cancellation).ConfigureAwait(false);
        if (connections.Unenforced is { } unenforced)
            logs.CreateLogger<LedgerSystem>().LogWarning(
                "The database itself does not refuse the service to change what was recorded. {Reason}", unenforced);
        return connections;
    }

    /// <summary>
    /// A standby, or any database that is not to be written to: the same looks as at every start, by sessions that cannot write, also when
    /// the standby is made a primary one day.
    /// </summary>
    /// <exception cref="MigrationException">The schema is not this program's; a node that writes brings it up.</exception>
    public static async Task<ServiceConnections> OpenToRead(
        string connectionString, ILedgerEngineFactory engine, ILoggerFactory logs, CancellationToken cancellation)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString);
        address.Options = string.IsNullOrEmpty(address.Options) ? ReadOnly : $"{address.Options} {ReadOnly}";
        try
        {
            return await Open(new(address.ConnectionString, null), engine, logs, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction }
            or MigrationException { InnerException: PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } })
        {
            throw new MigrationException(
                "The database to read from is not as this program needs it, and a reader changes nothing: start this release's service on "
                + "the primary first.", error);
        }
    }

    /// <summary>Every migration of the ledger, in the order in which they stand on one another.</summary>
    private static async Task Migrate(
        NpgsqlDataSource owner, ILedgerEngineFactory engine, ILoggerFactory logs, CancellationToken cancellation)
    {
        await StoreMigrations.Apply(owner, cancellation).ConfigureAwait(false);
        await MessageMigrations.Apply(owner, cancellation).ConfigureAwait(false);
        await PeopleMigrations.Apply(owner, cancellation).ConfigureAwait(false);
        await CodeMigrations.Apply(owner, cancellation).ConfigureAwait(false);
        await SubscriptionMigrations.Apply(owner, cancellation).ConfigureAwait(false);
        await LogMigrations.Apply(owner, cancellation).ConfigureAwait(false);
        await ProjectionMigrations.Apply(owner, cancellation).ConfigureAwait(false);
        await engine.Migrate(owner, logs, cancellation).ConfigureAwait(false);
    }
}
