using Npgsql;

namespace Ledger.EventStore.Migrations;

/// <summary>The store's own schema: Marten's tables in <c>public</c>, ours in <c>ledger</c>.</summary>
public static class StoreMigrations
{
    public static MigrationSet Set { get; } =
        MigrationSet.FromResources("store", typeof(StoreMigrations).Assembly, "Ledger.EventStore.Migrations.Store");

    /// <summary>Brings a database to this program's schema; nothing to do is nothing done.</summary>
    public static Task<int> Apply(NpgsqlDataSource database, CancellationToken cancellation) =>
        MigrationRunner.Apply(database, Set, cancellation);
}
