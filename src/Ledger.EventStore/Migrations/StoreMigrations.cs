using Npgsql;

namespace Ledger.EventStore.Migrations;

/// <summary>The store's own schema: Marten's tables in <c>public</c>, ours in <c>ledger</c>.</summary>
public static class StoreMigrations
{
    public static MigrationSet Set { get; } =
        MigrationSet.FromResources("store", typeof(StoreMigrations).Assembly, "Ledger.EventStore.Migrations.Store");

    /// <summary>Brings a database to this program's schema; nothing to do is nothing done.</summary>
    /// <exception cref="MigrationException">
    /// The schema's history is not this program's, or event tables of another form stand in the database.
    /// </exception>
    public static async Task<int> Apply(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await StandingTables.Check(database, cancellation);
        return await MigrationRunner.Apply(database, Set, cancellation);
    }
}
