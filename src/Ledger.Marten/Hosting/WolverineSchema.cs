using JasperFx;
using Ledger.EventStore.Migrations;
using Marten;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wolverine;

namespace Ledger.Marten.Hosting;

/// <summary>
/// Wolverine's tables, made by its own migration, once for each version of it: the schema's comment says whose they are, so that a start
/// compares one word and not all tables.
/// </summary>
internal static class WolverineSchema
{
    private const string Said = $"select obj_description(to_regnamespace('{PlainHost.Schema}'), 'pg_namespace')";

    private static readonly string Version = $"WolverineFx {typeof(WolverineOptions).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>Nothing to do is nothing done. Any number of processes may come at once.</summary>
    public static async Task Apply(
        NpgsqlDataSource database, IDocumentStore documents, ILoggerFactory logs, CancellationToken cancellation)
    {
        if (await Is(database, cancellation))
            return;
        await MigrationRunner.Alone(
            database,
            async connection =>
            {
                // Another process may have been here while this one waited for the lock.
                if (await Is(database, cancellation))
                    return;
                // Never started, so there is nothing to stop.
                await PlainHost.Build(documents, logs, _ => { }, AutoCreate.CreateOrUpdate).Envelopes.Admin.MigrateAsync();
                await using var said = new NpgsqlCommand($"comment on schema {PlainHost.Schema} is '{Version}'", connection);
                await said.ExecuteNonQueryAsync(cancellation);
            },
            cancellation);
    }

    private static async Task<bool> Is(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Said);
        return await command.ExecuteScalarAsync(cancellation) as string == Version;
    }
}
