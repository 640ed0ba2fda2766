using Ledger.EventStore.Migrations;
using Npgsql;

namespace Ledger.Application.Subscribers;

/// <summary>The subscriptions' tables, in the schema <c>ledger</c>. The store's come first.</summary>
public static class SubscriptionMigrations
{
    public static MigrationSet Set { get; } =
        MigrationSet.FromResources("subscriptions", typeof(SubscriptionMigrations).Assembly, "Ledger.Application.Subscribers.Schema");

    public static Task<int> Apply(NpgsqlDataSource database, CancellationToken cancellation) =>
        MigrationRunner.Apply(database, Set, cancellation);
}
