using Ledger.EventStore.Migrations;
using Npgsql;

namespace Ledger.EventStore.Protection;

/// <summary>
/// Compares what the database refuses with what the migrations made it refuse: triggers, their functions, the tables under them, the
/// rights of the service's role. It reads the catalogue, which whoever owns the server can falsify; against that stands the tree.
/// </summary>
public static class Protections
{
    /// <summary>What the store's own migrations made.</summary>
    public static Task<IReadOnlyList<ProtectionFinding>> Check(NpgsqlDataSource database, CancellationToken cancellation) =>
        Check(database, [StoreMigrations.Set], cancellation);

    /// <param name="database">As the service reaches it: its login is looked at too.</param>
    /// <param name="sets">Whose triggers and functions are to be there; sets that were applied, in their order.</param>
    /// <returns>What is not as it should be; nothing when all is.</returns>
    public static async Task<IReadOnlyList<ProtectionFinding>> Check(
        NpgsqlDataSource database, IEnumerable<MigrationSet> sets, CancellationToken cancellation)
    {
        var expected = Expected.Of(sets);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        // So that the catalogue names functions and tables with their schemas.
        await using (var path = new NpgsqlCommand("set local search_path = pg_catalog", connection))
            await path.ExecuteNonQueryAsync(cancellation);
        return
        [
            .. await TriggerCheck.Run(connection, expected, cancellation),
            .. await FunctionCheck.Run(connection, expected, cancellation),
            .. await TableCheck.Run(connection, expected, cancellation),
            .. await RoleCheck.Run(connection, expected, cancellation),
        ];
    }
}
