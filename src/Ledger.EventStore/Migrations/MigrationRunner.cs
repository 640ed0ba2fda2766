using Npgsql;

namespace Ledger.EventStore.Migrations;

/// <summary>
/// Applies the steps of a <see cref="MigrationSet"/> that a database does not have yet, each in a transaction with its line in
/// <c>ledger.migration</c>, under an advisory lock, so that any number of processes may start at once.
/// </summary>
public static class MigrationRunner
{
    // The advisory lock's key is "ledgermi" in ASCII. One lock for all sets, because one set may stand on another.
    private const string Lock = "select pg_advisory_lock(x'6C65646765726D69'::bigint)";
    private const string Unlock = "select pg_advisory_unlock(x'6C65646765726D69'::bigint)";

    /// <summary>How long a start waits for another process's migration, seconds.</summary>
    private const int PatienceSeconds = 600;

    // Looked at first: to make a schema "if not exists" takes a right to make schemas, and where nothing is to be done none is needed.
    private const string IsKept = "select to_regclass('ledger.migration') is not null";

    private const string Bookkeeping = """
        create schema if not exists ledger;
        create table if not exists ledger.migration (
          set_name   text        not null,
          number     integer     not null,
          name       text        not null,
          checksum   text        not null,
          applied_at timestamptz not null default now(),
          primary key (set_name, number)
        );
        """;

    /// <returns>How many steps were applied now.</returns>
    /// <exception cref="MigrationException">
    /// A step that was applied has another text now, or is unknown to this program, or fails.
    /// </exception>
    public static async Task<int> Apply(NpgsqlDataSource database, MigrationSet set, CancellationToken cancellation)
    {
        var applied = 0;
        await Alone(database, async connection => applied = await Apply(connection, set, cancellation), cancellation);
        return applied;
    }

    /// <summary>Runs what changes the schema while no other process of ours does.</summary>
    /// <param name="work">Is given the connection that holds the lock.</param>
    internal static async Task Alone(
        NpgsqlDataSource database, Func<NpgsqlConnection, Task> work, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await Execute(connection, Lock, cancellation);
        try
        {
            await work(connection);
        }
        finally
        {
            await Execute(connection, Unlock, CancellationToken.None);
        }
    }

    private static async Task<int> Apply(NpgsqlConnection connection, MigrationSet set, CancellationToken cancellation)
    {
        await KeepBooks(connection, cancellation);
        var applied = await Applied(connection, set, cancellation);
        Compare(set, applied);
        var missing = set.Scripts.Where(script => !applied.ContainsKey(script.Number)).OrderBy(script => script.Number).ToList();
        foreach (var script in missing)
            await Apply(connection, set, script, cancellation);
        // New types and tables are known to the pool's other connections only after this.
        if (missing.Count > 0)
            await connection.ReloadTypesAsync(cancellation);
        return missing.Count;
    }

    private static async Task KeepBooks(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var kept = new NpgsqlCommand(IsKept, connection);
        if (await kept.ExecuteScalarAsync(cancellation) is not true)
            await Execute(connection, Bookkeeping, cancellation);
    }

    private static void Compare(MigrationSet set, Dictionary<int, string> applied)
    {
        foreach (var (number, checksum) in applied)
        {
            var script = set.Scripts.FirstOrDefault(one => one.Number == number) ?? throw new MigrationException(
                $"The database has step {number} of '{set.Name}', which this program does not know: it was migrated by a newer program.");
            if (script.Checksum != checksum)
                throw new MigrationException(
                    $"Step {number} ({script.Name}) of '{set.Name}' was changed after it was applied. Put it back and add a further step.");
        }

        var highest = applied.Keys.DefaultIfEmpty(0).Max();
        if (set.Scripts.FirstOrDefault(script => script.Number < highest && !applied.ContainsKey(script.Number)) is { } late)
            throw new MigrationException(
                $"Step {late.Number} ({late.Name}) of '{set.Name}' comes after step {highest} was applied. Number it higher.");
    }

    private static async Task<Dictionary<int, string>> Applied(
        NpgsqlConnection connection, MigrationSet set, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select number, checksum from ledger.migration where set_name = $1", connection);
        command.Parameters.Add(new() { Value = set.Name });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var applied = new Dictionary<int, string>();
        while (await reader.ReadAsync(cancellation))
            applied.Add(reader.GetInt32(0), reader.GetString(1));
        return applied;
    }

    private static async Task Apply(NpgsqlConnection connection, MigrationSet set, MigrationScript script, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        try
        {
            await Execute(connection, script.Sql, cancellation);
        }
        catch (PostgresException error)
        {
            throw new MigrationException($"Step {script.Number} ({script.Name}) of '{set.Name}' failed: {error.MessageText}", error);
        }

        await using var note = new NpgsqlCommand(
            "insert into ledger.migration (set_name, number, name, checksum) values ($1, $2, $3, $4)", connection, transaction);
        foreach (var value in new object[] { set.Name, script.Number, script.Name, script.Checksum })
            note.Parameters.Add(new() { Value = value });
        await note.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = PatienceSeconds };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
