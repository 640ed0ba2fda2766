using System.Security.Cryptography;
using Ledger.Application.Commands;
using Ledger.Application.Engines;
using Ledger.Application.Messages;
using Ledger.Application.People;
using Ledger.Application.Subscribers;
using Ledger.Domain.RulePacks;
using Ledger.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ledger.Conformance.Engines;

/// <summary>
/// An engine with the parts that the composition root would give it, on a database that <see cref="EngineDatabase"/> made.
/// </summary>
public sealed class OpenedEngine : IAsyncDisposable
{
    private readonly SubscriberParts subscribers;

    private OpenedEngine(ILedgerEngine engine, SubscriberParts subscribers)
    {
        Engine = engine;
        this.subscribers = subscribers;
    }

    public ILedgerEngine Engine { get; }

    /// <summary>As a program starts it: what the engine needs is made by the owner, and it works under the service's role.</summary>
    /// <param name="clock">What the engine takes for now; ids are made by the machine's own.</param>
    public static async Task<OpenedEngine> On(TestDatabase database, ILedgerEngineFactory factory, TimeProvider? clock = null)
    {
        await EngineDatabase.Add(factory, database.DataSource);
        return await On(database.Service, factory, clock);
    }

    /// <param name="database">As it is to be worked on; it has what the engine needs.</param>
    public static async Task<OpenedEngine> On(NpgsqlDataSource database, ILedgerEngineFactory factory, TimeProvider? clock = null)
    {
        var time = clock ?? TimeProvider.System;
        var rules = RulePackCatalog.Jiangxi;
        var subscribers = new SubscriberParts(database, new byte[MasterKey.Bytes], RandomNumberGenerator.Create(), time);
        var parts = new EngineParts(
            database, rules, new TimeOrderedIds(TimeProvider.System), time, UseCaseCatalog.All, MessageCatalog.Ledger,
            store => new HandlerServices(store, rules, subscribers.Subscriptions, subscribers.Channel), NullLoggerFactory.Instance);
        return new OpenedEngine(await factory.Open(parts, CancellationToken.None), subscribers);
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        subscribers.Dispose();
    }
}
