using Ledger.EventStore.Migrations;
using Npgsql;

namespace Ledger.Sealing;

/// <summary>The log's tables, in the schema <c>ledger</c>. The store's come first.</summary>
public static class LogMigrations
{
    public static MigrationSet Set { get; } =
        MigrationSet.FromResources("log", typeof(LogMigrations).Assembly, "Ledger.Sealing.Migrations.Log");

    public static Task<int> Apply(NpgsqlDataSource database, CancellationToken cancellation) =>
        MigrationRunner.Apply(database, Set, cancellation);
}
