using Ledger.Application.Engines;
using Ledger.Application.Subscribers;
using Ledger.Messaging;
using Ledger.Projections;
using Ledger.Projections.Engine;
using Ledger.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ledger.Conformance.Engines;

/// <summary>Databases that a whole engine can be opened on.</summary>
public static class EngineDatabase
{
    /// <summary>As our own migrations make it, and no engine has touched it.</summary>
    public static Task<TestDatabase> Create() => TestDatabase.Create(Prepare);

    /// <summary>The same, with what one engine adds at its first start: its own migration is not paid for by each test.</summary>
    public static Task<TestDatabase> CreateFor<TEngine>() where TEngine : ILedgerEngineFactory, new() =>
        TestDatabase.Create(StartedOnce<TEngine>.Prepare);

    public static ProjectionRunner ReadModels(NpgsqlDataSource database) =>
        new(database, Projections.ReadModels.All, TimeProvider.System);

    /// <summary>What comes after the store's own migrations.</summary>
    private static async Task Prepare(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await MessageMigrations.Apply(database, cancellation);
        await SubscriptionMigrations.Apply(database, cancellation);
        await ReadModels(database).Prepare(cancellation);
        await TestDatabase.Grant(database, ProjectionMigrations.Schemas(Projections.ReadModels.All));
    }

    /// <summary>What an engine needs, made by the owner, and what the service may do with it.</summary>
    public static async Task Add(ILedgerEngineFactory factory, NpgsqlDataSource owner)
    {
        await factory.Migrate(owner, NullLoggerFactory.Instance, CancellationToken.None);
        await TestDatabase.Grant(owner);
    }

    private static class StartedOnce<TEngine>
        where TEngine : ILedgerEngineFactory, new()
    {
        public static async Task Prepare(NpgsqlDataSource database, CancellationToken cancellation)
        {
            await EngineDatabase.Prepare(database, cancellation);
            await Add(new TEngine(), database);
        }
    }
}
