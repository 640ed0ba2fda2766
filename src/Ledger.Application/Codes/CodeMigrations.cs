using Ledger.EventStore.Migrations;
using Npgsql;

namespace Ledger.Application.Codes;

/// <summary>The schema <c>codes</c>.</summary>
public static class CodeMigrations
{
    public static MigrationSet Set { get; } =
        MigrationSet.FromResources("codes", typeof(CodeMigrations).Assembly, "Ledger.Application.Codes.Schema");

    public static Task<int> Apply(NpgsqlDataSource database, CancellationToken cancellation) =>
        MigrationRunner.Apply(database, Set, cancellation);
}
