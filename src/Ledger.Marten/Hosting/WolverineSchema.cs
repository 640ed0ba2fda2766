using JasperFx;
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
    // The lock's key is "ledgerwo" in ASCII.
    private const string Lock = "select pg_advisory_lock(x'6C6564676572776F'::bigint)";
    private const string Unlock = "select pg_advisory_unlock(x'6C6564676572776F'::bigint)";

    private const string Said = $"select obj_description(to_regnamespace('{PlainHost.Schema}'), 'pg_namespace')";

    /// <summary>How long a start waits for another process's migration, seconds.</summary>
    private const int PatienceSeconds = 600;

    private static readonly string Version = $"WolverineFx {typeof(WolverineOptions).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>Nothing to do is nothing done. Any number of processes may come at once.</summary>
    public static async Task Apply(
        NpgsqlDataSource database, IDocumentStore documents, ILoggerFactory logs, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await Is(connection, cancellation))
            return;
        await Execute(connection, Lock, cancellation);
        try
        {
            if (await Is(connection, cancellation))
                return;
            // Never started, so there is nothing to stop.
            await PlainHost.Build(documents, logs, _ => { }, AutoCreate.CreateOrUpdate).Envelopes.Admin.MigrateAsync();
            await Execute(connection, $"comment on schema {PlainHost.Schema} is '{Version}'", cancellation);
        }
        finally
        {
            await Execute(connection, Unlock, CancellationToken.None);
        }
    }

    private static async Task<bool> Is(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Said, connection);
        return await command.ExecuteScalarAsync(cancellation) as string == Version;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = PatienceSeconds };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
