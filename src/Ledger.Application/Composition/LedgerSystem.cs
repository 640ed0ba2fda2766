using System.Security.Cryptography;
using Ledger.Application.Codes;
using Ledger.Application.Commands;
using Ledger.Application.Deadlines;
using Ledger.Application.Dossiers;
using Ledger.Application.Editions;
using Ledger.Application.Engines;
using Ledger.Application.Messages;
using Ledger.Application.Nodes;
using Ledger.Application.People;
using Ledger.Application.Subscribers;
using Ledger.Application.TwoTimes;
using Ledger.Application.TwoTimes.Diffs;
using Ledger.Application.Verification;
using Ledger.Domain.RulePacks;
using Ledger.EventStore;
using Ledger.EventStore.Migrations;
using Ledger.EventStore.Roles;
using Ledger.EventStore.Servers;
using Ledger.Messaging;
using Ledger.Projections;
using Ledger.Projections.AnnualSummaries;
using Ledger.Projections.CreditHours;
using Ledger.Projections.Directory;
using Ledger.Projections.Engine;
using Ledger.Sealing;
using Ledger.Sealing.Dossiers;
using Ledger.Sealing.Keys;
using Ledger.Sealing.Reading;
using Ledger.Sealing.Sealers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ledger.Application.Composition;

/// <summary>A ledger with all its parts, wired once: what the service, the command line and the tests stand on.</summary>
public sealed class LedgerSystem : IAsyncDisposable
{
    /// <summary>The database's name on a private server.</summary>
    public const string PrivateDatabase = "ledger";

    private readonly PrivateServer? server;
    private readonly ILedgerEngine engine;
    private readonly PeopleKeys keys;
    private readonly SubscriberParts subscribers;
    private readonly LogParts log;
    private readonly ServiceConnections connections;

    private LedgerSystem(
        LedgerHome home, ServiceConnections connections, EngineParts parts, ILedgerEngine engine, PrivateServer? server,
        PeopleVault people, PeopleKeys keys, SubscriberParts subscribers, ProjectionRunner projections, LogParts log, Uri? primary)
    {
        Replica = primary is null ? null : new Replica(parts.Database, primary, parts.Time);
        this.connections = connections;
        this.log = log;
        this.engine = engine;
        this.server = server;
        this.keys = keys;
        this.subscribers = subscribers;
        People = people;
        Projections = projections;
        Home = home;
        Database = parts.Database;
        Time = parts.Time;
        Ids = parts.Ids;
        Rules = parts.Rules;
        Subscribers = subscribers.Desk(engine.Messages, Ids);
        Reactions = new ReactionFollower(engine.Following, Messages, Reactors(subscribers));
        Divisions = new CurrentDivisions(Database);
        Moments = new Moments(Store, Time, Replica);
        Reach = new ReadModelReach(Projections, Time);
        Replays = new Replays(Store);
        Directory = new DirectoryQueries(Database);
        CreditHours = new CreditHoursQueries(Database, YearRule.From(Rules));
        AnnualSummaries = new AnnualSummaryQueries(Database);
        YearlyFigures = new YearlyFigures(AnnualSummaries, new PastSummaries(Database));
        EditionReading = new EditionReading(Store, Database);
        Editions = new EditionDesk(Store, Desk, Projections, EditionReading, Time);
        Differences = new Differences(Store, Projections, Directory, CreditHours);
    }

    public LedgerHome Home { get; }

    public NpgsqlDataSource Database { get; }

    public TimeProvider Time { get; }

    public IIdSource Ids { get; }

    public RulePack Rules { get; }

    /// <summary>Which engine it stands on: <c>native</c> or <c>marten</c>.</summary>
    public string Engine => engine.Name;

    public IEventStore Store => engine.Store;

    public ICommandDesk Desk => engine.Desk;

    public IMessageBox Messages => engine.Messages;

    /// <summary>Sends what follows from the log.</summary>
    public ReactionFollower Reactions { get; }

    public SubscriberDesk Subscribers { get; }

    /// <summary>The sealed log: checkpoints, tiles, proofs.</summary>
    public SealedLog Log => log.Log;

    /// <summary>Whether the log's entries are served to everybody.</summary>
    public bool LogEntriesForAll => log.EntriesForAll;

    public InstitutionDossiers Dossiers => new(Store, Replays);

    public LedgerVerification Verification => new(Database, Projections, Sealing);

    public DossierWriter DossierWriter => new(Log, LogKeys, Time);

    /// <summary>What signs it.</summary>
    public LogKeys LogKeys => log.Keys;

    /// <summary>Seals what is recorded.</summary>
    public LogSealer Sealing => log.Sealer;

    public CurrentDivisions Divisions { get; }

    /// <summary>How far the standby has come, where this ledger is one that is only read from; null where it writes.</summary>
    public Replica? Replica { get; }

    /// <summary>Settles the two times of a question.</summary>
    public Moments Moments { get; }

    public ReadModelReach Reach { get; }

    public Replays Replays { get; }

    public PeopleVault People { get; }

    public ProjectionRunner Projections { get; }

    public DirectoryQueries Directory { get; }

    public CreditHoursQueries CreditHours { get; }

    public AnnualSummaryQueries AnnualSummaries { get; }

    public YearlyFigures YearlyFigures { get; }

    public Differences Differences { get; }

    /// <summary>Published statistics as they are told.</summary>
    public EditionReading EditionReading { get; }

    /// <summary>Publishes, restates and verifies them.</summary>
    public EditionDesk Editions { get; }

    /// <summary>
    /// Opens the ledger that the settings name: starts or joins its private server where no database is given, and brings the
    /// schema up to this program's.
    /// </summary>
    /// <exception cref="SettingException">The engine asked for is not compiled in.</exception>
    /// <exception cref="PrivateServerException">PostgreSQL is missing, or does not start.</exception>
    /// <exception cref="MigrationException">The database was migrated by another program.</exception>
    /// <exception cref="NpgsqlException">The database named does not answer.</exception>
    public static async Task<LedgerSystem> Open(
        LedgerSettings settings, ILoggerFactory logs, TimeProvider time, CancellationToken cancellation)
    {
        // Before anything is started or migrated: a wrong setting leaves no trace.
        var factory = EngineCatalog.Choose(settings.ReaderOf is null ? settings.Engine : EngineCatalog.OfReaders);
        var home = new LedgerHome(settings.Home).Prepare();
        if (settings.Database is { } named)
        {
            var source = settings.ReaderOf is null
                ? await LedgerDatabase.Open(new(named, settings.DatabaseOwner), factory, logs, cancellation).ConfigureAwait(false)
                : await LedgerDatabase.OpenToRead(named, factory, logs, cancellation).ConfigureAwait(false);
            return await On(source, home, settings, factory, null, logs, time, cancellation).ConfigureAwait(false);
        }

        var server = await PrivateServer
            .Start(new PrivateServerOptions(home.Root), logs.CreateLogger<PrivateServer>(), cancellation).ConfigureAwait(false);
        try
        {
            await server.EnsureDatabase(PrivateDatabase, cancellation).ConfigureAwait(false);
            var logins = new DatabaseLogins(server.ServiceConnectionString(PrivateDatabase), server.ConnectionString(PrivateDatabase));
            var database = await LedgerDatabase.Open(logins, factory, logs, cancellation).ConfigureAwait(false);
            return await On(database, home, settings, factory, server, logs, time, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A ledger on the database that a login reaches which may migrate it; the work is done under the service's role.</summary>
    /// <param name="engine">Null for what LEDGER_ENGINE says, or the default.</param>
    public static async Task<LedgerSystem> On(
        string connectionString, LedgerHome home, TimeProvider time, CancellationToken cancellation, string? engine = null)
    {
        var factory = EngineCatalog.Choose(engine ?? Environment.GetEnvironmentVariable(EngineCatalog.Variable));
        var logs = NullLoggerFactory.Instance;
        var database = await LedgerDatabase.Open(new(connectionString, null), factory, logs, cancellation).ConfigureAwait(false);
        return await On(database, home.Prepare(), LedgerSettings.Of(home.Root), factory, null, logs, time, cancellation)
            .ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        log.Dispose();
        await engine.DisposeAsync().ConfigureAwait(false);
        await connections.DisposeAsync().ConfigureAwait(false);
        subscribers.Dispose();
        keys.Dispose();
        if (server is not null)
            await server.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Who says what follows from recorded facts: the one list of them.</summary>
    private static IReactor[] Reactors(SubscriberParts subscribers) =>
    [
        new DeadlineReactor(MessageCatalog.Ledger),
        new SubscriberReactor(subscribers.Subscriptions, MessageCatalog.Ledger),
    ];

    private static async Task<LedgerSystem> On(
        ServiceConnections connections, LedgerHome home, LedgerSettings settings, ILedgerEngineFactory factory, PrivateServer? server,
        ILoggerFactory logs, TimeProvider time, CancellationToken cancellation)
    {
        var database = connections.Source;
        PeopleKeys? keys = null;
        SubscriberParts? subscribers = null;
        try
        {
            var projections = new ProjectionRunner(database, ReadModels.All, time, connections.Following);
            await projections.Prepare(cancellation).ConfigureAwait(false);

            var random = RandomNumberGenerator.Create();
            var master = MasterKey.Load(settings.MasterKey, home.Keys, random);
            keys = new PeopleKeys(master);
            subscribers = new SubscriberParts(database, master, random, time);
            var people = await PeopleVault.Open(database, keys, random, cancellation).ConfigureAwait(false);
            var rules = RulePackCatalog.Jiangxi;
            var parts = new EngineParts(
                database, rules, new TimeOrderedIds(time), time, UseCaseCatalog.All, MessageCatalog.Ledger,
                store => new HandlerServices(store, rules, subscribers.Subscriptions, subscribers.Channel), logs)
            { Following = connections.Following };
            var engine = await factory.Open(parts, cancellation).ConfigureAwait(false);
            try
            {
                var log = await LogParts
                    .Open(connections, engine, settings.Log, home, time, cancellation).ConfigureAwait(false);
                return new LedgerSystem(
                    home, connections, parts, engine, server, people, keys, subscribers, projections, log, settings.ReaderOf);
            }
            catch
            {
                await engine.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch
        {
            subscribers?.Dispose();
            keys?.Dispose();
            await connections.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
