using System.Collections.Concurrent;
using System.Security.Cryptography;
using Ledger.Application.Commands;
using Ledger.Application.Engines;
using Ledger.Application.Messages;
using Ledger.Application.Subscribers;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.EventStore;
using Ledger.Messaging;
using Ledger.Testing;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Application.Tests.Subscribers;

/// <summary>A log, its follower, the outbox and the way out, on a database of the test's own. Time can be moved on.</summary>
public sealed class SubscriberScene : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly SubscriberParts parts;
    private readonly ILedgerEngine engine;
    private readonly LinesOfLog log;
    private Task? running;

    private SubscriberScene(TestDatabase database, SubscriberParts parts, ILedgerEngine engine, MovableTime time, LinesOfLog log)
    {
        (Database, this.parts, this.engine, Time, this.log) = (database, parts, engine, time, log);
        Subscribers = parts.Desk(engine.Messages, new TimeOrderedIds(time));
        Reactor = new SubscriberReactor(parts.Subscriptions, MessageCatalog.Ledger);
    }

    public TestDatabase Database { get; }

    public MovableTime Time { get; }

    public SubscriberDesk Subscribers { get; }

    public SubscriberReactor Reactor { get; }

    public Subscriptions Subscriptions => parts.Subscriptions;

    public IMessageBox Messages => engine.Messages;

    public IEventStore Store => engine.Store;

    public IReadOnlyList<string> Logged => [.. log.Lines];

    public static async Task<SubscriberScene> Create(string masterKey = "a master key for tests")
    {
        var database = await TestDatabase.Create(Migrate);
        var time = new MovableTime();
        var log = new LinesOfLog();
        var parts = Parts(database, time, masterKey);
        var engine = await new NativeEngineFactory().Open(
            new EngineParts(
                database.Service, RulePackCatalog.Jiangxi, new TimeOrderedIds(time), time, UseCaseCatalog.All, MessageCatalog.Ledger,
                store => new HandlerServices(store, RulePackCatalog.Jiangxi, parts.Subscriptions, parts.Channel),
                LoggerFactory.Create(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace))),
            CancellationToken.None);
        return new SubscriberScene(database, parts, engine, time, log);
    }

    public static SubscriberParts Parts(TestDatabase database, TimeProvider time, string masterKey) => new(
        database.Service, SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(masterKey)), RandomNumberGenerator.Create(), time);

    public async Task<SubscriptionAnswer.Added> Add(TestReceiver receiver, long? from = null, params string[] facts) =>
        (await Subscribers.Add(new SubscriptionRequest(receiver.Address.AbsoluteUri, facts, from), CancellationToken.None))
            .ShouldBeOfType<SubscriptionAnswer.Added>();

    public async Task<Subscription> Row(Guid id) => (await Subscribers.All(CancellationToken.None)).Single(one => one.Id == id);

    /// <summary>Writes facts down, each on a stream of its own.</summary>
    public async Task Record(params IFact[] facts)
    {
        var streams = facts.Select(fact => new StreamAppend(
            $"made-{Guid.NewGuid():N}", null, ExpectedVersion.NoStream, [FactCodec.Encode(Guid.NewGuid(), fact)]));
        (await Store.BulkAppend([.. streams], EventMetadata.None, CancellationToken.None)).ShouldBeOfType<AppendOutcome.Appended>();
    }

    /// <summary>Lets the follower of the log come to its end.</summary>
    public Task Follow() => new ReactionFollower(Store, Messages, [Reactor]).CatchUp(CancellationToken.None);

    /// <summary>Carries messages from here on, as the service does.</summary>
    public void Carry() => running = Task.Run(() => Messages.Run(stop.Token));

    public Task UntilNoneWaits() => Until.True(async () => await Messages.Count(CancellationToken.None) is { Due: 0, Scheduled: 0 });

    public async Task<string> AllRows(string table)
    {
        await using var command = Database.DataSource.CreateCommand($"select coalesce(string_agg(t::text, e'\n'), '') from {table} t");
        return (string)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if (running is not null)
            await running.ContinueWith(_ => { }, TaskScheduler.Default);
        await engine.DisposeAsync();
        parts.Dispose();
        await Database.DisposeAsync();
        stop.Dispose();
    }

    private static async Task Migrate(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await MessageMigrations.Apply(database, cancellation);
        await SubscriptionMigrations.Apply(database, cancellation);
    }
}

/// <summary>The time of the machine, and as much later as the test says. What waits, waits in the machine's time.</summary>
public sealed class MovableTime : TimeProvider
{
    private long ticks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref ticks));

    public void Move(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}

/// <summary>Whatever is logged, as it would be read.</summary>
internal sealed class LinesOfLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose() { }
}
