using System.Security.Cryptography;
using Ledger.Application.Commands;
using Ledger.Application.Composition;
using Ledger.Domain.Institutions;
using Ledger.EventStore.Servers;
using Ledger.Host;
using Ledger.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ledger.Cluster.Tests;

/// <summary>A node on a primary and a reader on its standby, whose replay a test can stop.</summary>
public sealed class ReaderScene : IAsyncLifetime
{
    public static readonly Uri Primary = new("http://ledger.invalid:8080/");

    private readonly string masterKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private PrivateServer primary = null!;
    private PrivateServer standby = null!;
    private WebApplication writing = null!;
    private WebApplication reading = null!;

    public LedgerSystem Writer { get; private set; } = null!;

    public LedgerSystem Reader { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>The reader's clock.</summary>
    public ForwardTime Time { get; } = new();

    public async Task InitializeAsync()
    {
        // A folder for each server: what is left of one when this process is killed is stopped and removed with its folder.
        var (folder, home) = (TestServer.TemporaryFolder(), TestServer.TemporaryFolder());
        primary = await PrivateServer.Start(new PrivateServerOptions(home, Durable: false), null, CancellationToken.None);
        await primary.EnsureDatabase(LedgerSystem.PrivateDatabase, CancellationToken.None);
        Writer = await Open(folder, "writer", primary, null, TimeProvider.System);
        writing = await Serve(Writer);
        standby = await PrivateServer.Start(
            new PrivateServerOptions(TestServer.TemporaryFolder(), Durable: false) { StandbyOf = home }, null, CancellationToken.None);
        Reader = await Open(folder, "reader", standby, Primary, Time);
        reading = await Serve(Reader);
        Client = new HttpClient { BaseAddress = new Uri(reading.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await reading.DisposeAsync();
        await Reader.DisposeAsync();
        await standby.DisposeAsync();
        await writing.DisposeAsync();
        await Writer.DisposeAsync();
        await primary.DisposeAsync();
    }

    /// <returns>The position of its fact.</returns>
    public async Task<long> Register(string institution)
    {
        var command = new RegisterInstitution(
            institution, "合成机构", "合成单位", null, "360000", new DateOnly(2024, 1, 10), "hr-360000");
        var context = new CommandContext("hr-360000", $"test-{institution}");
        (await Writer.Desk.Handle(command, context, CancellationToken.None)).ShouldBeOfType<CommandAnswer.Done>();
        return await Writer.Store.Head(CancellationToken.None);
    }

    /// <summary>As a standby that has fallen behind.</summary>
    public Task Pause() => Standby("select pg_wal_replay_pause()");

    public Task Resume() => Standby("select pg_wal_replay_resume()");

    private async Task Standby(string sql)
    {
        await using var source = NpgsqlDataSource.Create(standby.ConnectionString(LedgerSystem.PrivateDatabase));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private Task<LedgerSystem> Open(string folder, string name, PrivateServer server, Uri? readerOf, TimeProvider time)
    {
        var settings = LedgerSettings.Of(Path.Combine(folder, name)) with
        {
            Database = server.ServiceConnectionString(LedgerSystem.PrivateDatabase),
            DatabaseOwner = readerOf is null ? server.ConnectionString(LedgerSystem.PrivateDatabase) : null,
            MasterKey = masterKey,
            ReaderOf = readerOf,
        };
        return LedgerSystem.Open(settings, NullLoggerFactory.Instance, time, CancellationToken.None);
    }

    private static async Task<WebApplication> Serve(LedgerSystem ledger)
    {
        var app = LedgerHost.Build(new LedgerHostOptions(new Uri("http://127.0.0.1:0"), _ => { }), ledger);
        await app.StartAsync();
        return app;
    }

    /// <summary>A clock that a test puts forward; timers run as they do.</summary>
    public sealed class ForwardTime : TimeProvider
    {
        private TimeSpan ahead;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;

        public void Forward(TimeSpan by) => ahead += by;
    }
}
