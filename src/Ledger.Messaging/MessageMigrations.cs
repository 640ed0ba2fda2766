using Ledger.EventStore.Migrations;
using Npgsql;

namespace Ledger.Messaging;

/// <summary>The outbox's tables, in the schema <c>ledger</c>. The store's come first.</summary>
public static class MessageMigrations
{
    public static MigrationSet Set { get; } =
        MigrationSet.FromResources("messages", typeof(MessageMigrations).Assembly, "Ledger.Messaging.Migrations.Messages");

    public static Task<int> Apply(NpgsqlDataSource database, CancellationToken cancellation) =>
        MigrationRunner.Apply(database, Set, cancellation);
}
