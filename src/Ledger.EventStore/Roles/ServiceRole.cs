using Ledger.EventStore.Migrations;
using Npgsql;

namespace Ledger.EventStore.Roles;

/// <summary>
/// The role that the service works under: it adds to what was recorded and changes none of it. A role is the whole server's and not one
/// database's; a server of somebody else's may not let us make it.
/// </summary>
public static class ServiceRole
{
    public const string Name = "ledger_service";

    private const string Exists = $"select to_regrole('{Name}') is not null";

    // Two ledgers of one server may start at once, and the migration lock is each database's own.
    private const string Make = $"""
        do $$
        begin
          if to_regrole('{Name}') is null then
            create role {Name} nologin;
          end if;
        exception
          when duplicate_object or unique_violation then null;
        end $$
        """;

    /// <summary>Makes the role and its rights where something is missing; nothing to do is one look. Comes after all migrations.</summary>
    /// <param name="owner">Whoever migrated.</param>
    /// <param name="login">Who logs in for the service, and is to be let into the role; null for the owner itself.</param>
    /// <param name="owned">Schemas that the service makes and drops: those that stand become its own.</param>
    /// <returns>Null, or why the service does not have its rights, with what an administrator can do.</returns>
    public static async Task<string?> Grant(
        NpgsqlDataSource owner, string? login, IEnumerable<string> owned, CancellationToken cancellation)
    {
        var schemas = owned.ToList();
        await using (var connection = await owner.OpenConnectionAsync(cancellation))
        {
            if (await Stands(connection, cancellation) && (await MissingRights.Of(connection, login, schemas, cancellation)).Count == 0)
                return null;
        }

        string? problem = null;
        await MigrationRunner.Alone(
            owner, async connection => problem = await GrantAlone(connection, login, schemas, cancellation), cancellation);
        return problem;
    }

    private static async Task<string?> GrantAlone(
        NpgsqlConnection connection, string? login, IReadOnlyList<string> schemas, CancellationToken cancellation)
    {
        var said = $"create role {Name} nologin";
        try
        {
            await Execute(connection, Make, cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            foreach (var statement in await MissingRights.Of(connection, login, schemas, cancellation))
                await Execute(connection, said = statement, cancellation);
            await transaction.CommitAsync(cancellation);
            return null;
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            return $"The role {Name} cannot be given its rights: {error.MessageText}. An administrator can: {said}; then start again "
                + "with the database's owner as LEDGER_DATABASE_OWNER.";
        }
    }

    private static async Task<bool> Stands(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Exists, connection);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
