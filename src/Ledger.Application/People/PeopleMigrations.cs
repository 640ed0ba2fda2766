using Ledger.EventStore.Migrations;
using Npgsql;

namespace Ledger.Application.People;

/// <summary>The vault's own schema, <c>people</c>.</summary>
public static class PeopleMigrations
{
    public static MigrationSet Set { get; } =
        MigrationSet.FromResources("people", typeof(PeopleMigrations).Assembly, "Ledger.Application.People.Schema");

    public static Task<int> Apply(NpgsqlDataSource database, CancellationToken cancellation) =>
        MigrationRunner.Apply(database, Set, cancellation);
}
