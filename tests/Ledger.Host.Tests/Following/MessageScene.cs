using Ledger.Application.Commands;
using Ledger.Application.Composition;
using Ledger.Application.Nodes;
using Ledger.Application.Subscribers;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Host.Tests.Following;

/// <summary>One database, as many services on it as a test starts, and a subscriber who is told of institutions.</summary>
public sealed class MessageScene : IAsyncDisposable
{
    /// <summary>For what is waited for to come about, however busy the machine is.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What no log and no answer may show.</summary>
    public const string Foreign = "foreign words";

    private readonly List<Service> services = [];
    // One for all: what one service sealed, another opens.
    private readonly LedgerHome home = new(TestServer.TemporaryFolder());
    private readonly TestDatabase database;
    private int commands;

    private MessageScene(TestDatabase database, NoticeBoard board) => (this.database, Board, Time) = (database, board, new ForwardTime());

    public NoticeBoard Board { get; }

    public ForwardTime Time { get; }

    public RememberedLog Log { get; } = new();

    public static async Task<MessageScene> Create() => new(await TestDatabase.Create(), await NoticeBoard.Start());

    public async Task<Service> Start(bool carries = true, bool follows = false, string node = "node")
    {
        var ledger = await LedgerSystem.On(database.ConnectionString, home, Time, CancellationToken.None);
        var options = new LedgerHostOptions(new Uri("http://127.0.0.1:0"), logging => logging.AddProvider(Log))
        {
            CarriesMessages = carries,
            FollowsProjections = follows,
            Node = node,
        };
        var app = LedgerHost.Build(options, ledger);
        await app.StartAsync();
        var service = new Service(ledger, app);
        services.Add(service);
        return service;
    }

    /// <summary>The turn at all that a node does, for a holder of the test's own.</summary>
    public WorkTurn Turn(string node) =>
        new(database.DataSource, node, BackgroundWork.ReadModels | BackgroundWork.Messages | BackgroundWork.Sealing);

    /// <param name="from">The first position to be told of; null for what is recorded from now on.</param>
    public async Task Subscribe(Service service, long? from = null)
    {
        var request = new SubscriptionRequest(Board.Address, ["institution."], from);
        (await service.Ledger.Subscribers.Add(request, CancellationToken.None)).ShouldBeOfType<SubscriptionAnswer.Added>();
    }

    /// <summary>Registers synthetic institutions, one fact each.</summary>
    public async Task Register(Service service, int institutions)
    {
        for (var made = 0; made < institutions; made++)
        {
            var number = Interlocked.Increment(ref commands);
            var command = new RegisterInstitution(
                $"inst-{number}", $"合成机构{number}", "合成单位", null, "360000", new DateOnly(2024, 1, 10), Scenes.ProvincialHr);
            var context = new CommandContext(Scenes.ProvincialHr, $"test-{number}");
            (await service.Ledger.Desk.Handle(command, context, CancellationToken.None)).ShouldBeOfType<CommandAnswer.Done>();
        }
    }

    /// <summary>As a foreign writer would: a fact of a known kind whose body is not that fact.</summary>
    /// <returns>Its position.</returns>
    public async Task<long> WriteUnfit()
    {
        await using var command = database.DataSource.CreateCommand($$"""
            with stream as (insert into mt_streams (id, version) values ('institution-x', 1) returning id)
            insert into mt_events (id, stream_id, version, data, type)
            select gen_random_uuid(), id, 1, '{"name":["{{Foreign}}"]}', '{{FactCatalog.NameOf(typeof(InstitutionRegistered))}}' from stream
            returning seq_id
            """);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task Execute(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Lets nobody in, puts out who is inside, and opens again after a time.</summary>
    public async Task Close(TimeSpan during)
    {
        var address = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var name = address.Database;
        address.Database = "postgres";
        await using var admin = NpgsqlDataSource.Create(address.ConnectionString);
        await admin.CreateCommand($"alter database \"{name}\" allow_connections false").ExecuteNonQueryAsync();
        await admin.CreateCommand($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'")
            .ExecuteNonQueryAsync();
        await Task.Delay(during);
        await admin.CreateCommand($"alter database \"{name}\" allow_connections true").ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in services)
            await service.DisposeAsync();
        await Board.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>A clock that a test puts forward; timers run as they do.</summary>
    public sealed class ForwardTime : TimeProvider
    {
        private TimeSpan ahead;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;

        public void Forward(TimeSpan by) => ahead += by;
    }

    public sealed class Service(LedgerSystem ledger, WebApplication app) : IAsyncDisposable
    {
        private readonly HttpClient client = new() { BaseAddress = new Uri(app.Urls.First()) };
        private bool stopped;

        public LedgerSystem Ledger => ledger;

        public async Task Stop()
        {
            if (!stopped)
                await app.StopAsync().WaitAsync(Patience);
            stopped = true;
        }

        public async Task<(int Status, System.Text.Json.JsonElement Told)> Ready()
        {
            using var answer = await client.GetAsync("/health/ready");
            return ((int)answer.StatusCode, await RunningLedger.Json(answer));
        }

        public Task<HttpResponseMessage> Get(string address) => client.GetAsync(address);

        public async ValueTask DisposeAsync()
        {
            await Stop();
            client.Dispose();
            await app.DisposeAsync();
            await ledger.DisposeAsync();
        }
    }
}
