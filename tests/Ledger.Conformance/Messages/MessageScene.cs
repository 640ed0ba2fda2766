using Ledger.Application.Commands;
using Ledger.Application.Engines;
using Ledger.Application.Messages;
using Ledger.Conformance.Engines;
using Ledger.Domain.RulePacks;
using Ledger.EventStore;
using Ledger.EventStore.Migrations;
using Ledger.Messaging;
using Ledger.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ledger.Conformance.Messages;

/// <summary>An engine with the test's messages, and with pauses that a test can wait for.</summary>
public static class MessageScene
{
    public static MessageOptions Hurried { get; } = new()
    {
        HandlingTime = TimeSpan.FromSeconds(1),
        Pauses = [TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(900), TimeSpan.FromMilliseconds(1800)],
        TakenOverAfter = TimeSpan.FromSeconds(3),
        LookInterval = TimeSpan.FromMilliseconds(100),
        StoppingTime = TimeSpan.FromSeconds(1),
        OutagePause = TimeSpan.FromMilliseconds(100),
        OutagePauseLongest = TimeSpan.FromSeconds(1),
    };

    /// <summary>For tests that count calls: on a slow machine no lease runs out, and nobody is taken for dead.</summary>
    public static MessageOptions Patient { get; } = Hurried with
    {
        HandlingTime = TimeSpan.FromMinutes(1),
        TakenOverAfter = TimeSpan.FromMinutes(1),
    };

    /// <summary>The outbox's tables on a database with the store's.</summary>
    public static async Task Prepare(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await StoreMigrations.Apply(database, cancellation);
        await MessageMigrations.Apply(database, cancellation);
    }

    /// <summary>As a program starts it: what the engine needs is made by the owner, and it works under the service's role.</summary>
    public static async Task<ILedgerEngine> Open(ILedgerEngineFactory factory, TestDatabase database, MessageOptions? carrying = null)
    {
        await EngineDatabase.Add(factory, database.DataSource);
        return await Open(factory, database.Service, carrying);
    }

    public static Task<ILedgerEngine> Open(ILedgerEngineFactory factory, NpgsqlDataSource database, MessageOptions? carrying = null) =>
        factory.Open(
            new EngineParts(
                database, RulePackCatalog.Jiangxi, new TimeOrderedIds(TimeProvider.System), TimeProvider.System, TestCatalog.UseCases,
                TestCatalog.Messages, Services, NullLoggerFactory.Instance)
            { Carrying = carrying ?? Hurried },
            CancellationToken.None);

    /// <summary>The suites' handlers ask for nothing else.</summary>
    private static HandlerServices Services(IEventStore store) => new(store, RulePackCatalog.Jiangxi, null!, null!);

    public static OutgoingMessage Pack(IMessage message, DateTimeOffset? dueAt = null) =>
        TestCatalog.Messages.Pack(message, dueAt, message.ToString()!);
}
