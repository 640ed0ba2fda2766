using System.Diagnostics;
using System.Net;
using Ledger.Host.Jurisdictions;
using Ledger.Testing;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Host.Tests.Jurisdictions;

/// <summary>One ledger's database hangs, or is not there: the other one does not notice.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private const string Well = "well.localhost";
    private const string Ill = "ill.localhost";
    private const int Most = 2;

    private readonly RememberedLog log = new();
    private readonly ILoggerFactory logs;
    private TestDatabase well = null!;
    private TestDatabase ill = null!;
    private JurisdictionsHost? service;

    public OutageTests() => logs = LoggerFactory.Create(one => one.AddProvider(log));

    public async Task InitializeAsync() => (well, ill) = (await TestDatabase.CreateEmpty(), await TestDatabase.CreateEmpty());

    public async Task DisposeAsync()
    {
        if (service is not null)
            await service.DisposeAsync();
        await well.DisposeAsync();
        await ill.DisposeAsync();
        logs.Dispose();
    }

    [Fact]
    public async Task A_database_that_hangs_holds_no_more_than_its_own_share()
    {
        await Start();
        await service!.Tried;
        await using var holder = await ill.DataSource.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        const string Everything = "lock table mt_events, mt_streams, mt_event_progression, ledger.head";
        await using (var hold = new NpgsqlCommand(Everything, holder, transaction))
            await hold.ExecuteNonQueryAsync();

        // One more than may be under way: the one that is answered is the one that was not taken.
        var asked = Enumerable.Range(0, Most + 1).Select(_ => Get(Ill, "/api/v1/institutions/x/history")).ToList();
        var refused = await Task.WhenAny(asked);
        asked.Remove(refused);
        using var busy = await refused;
        await busy.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "service.ledger-busy");
        busy.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        using var other = await Get(Well, "/api/v1/institutions");
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        var clock = Stopwatch.StartNew();
        using var ready = await Get("127.0.0.1", "/health/ready");
        clock.Elapsed.ShouldBeLessThan(HostLimits.ReadyPatience + TimeSpan.FromSeconds(3));
        (await ready.Content.ReadAsStringAsync()).ShouldContain("""{"name":"ill","status":"silent"}""");
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);

        await transaction.RollbackAsync();
        foreach (var each in asked)
            (await each).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Get(Ill, "/api/v1/institutions")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await service.Stop();
    }

    [Fact]
    public async Task A_ledger_whose_database_was_not_there_is_served_when_it_comes()
    {
        await Allow("false");
        await Start();
        await service!.Tried;

        (await Get(Ill, "/")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Get(Well, "/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Until.True(() => log.Lines.Any(line => line.Contains("Trying again in 2 s", StringComparison.Ordinal)));

        await Allow("true");
        await Until.True(async () => (await Get(Ill, "/health/ready")).StatusCode == HttpStatusCode.OK);
        (await Get(Well, "/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await service.Stop();
    }

    [Fact]
    public async Task After_the_stop_nobody_listens_and_nobody_holds_a_turn()
    {
        await Start();
        await service!.Tried;
        await Until.True(async () => await Turns() == 1);

        await service.Stop();

        await Should.ThrowAsync<HttpRequestException>(() => Get(Well, "/"));
        (await Turns()).ShouldBe(0);
    }

    private async Task Start()
    {
        service = new JurisdictionsHost(
            TwoLedgers.Options(logs) with { RequestsOfJurisdiction = Most },
            [TwoLedgers.Entry("well", well.ConnectionString, Well), TwoLedgers.Entry("ill", ill.ConnectionString, Ill)]);
        await service.Start(CancellationToken.None);
    }

    private Task<HttpResponseMessage> Get(string host, string path) => TwoLedgers.Send(service!.Url, HttpMethod.Get, host, path);

    private async Task<long> Turns()
    {
        await using var count = well.DataSource.CreateCommand(
            "select count(*) from pg_stat_activity where application_name like 'ledger work %' and datname = current_database()");
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private async Task Allow(string connections)
    {
        NpgsqlConnection.ClearAllPools();
        var name = new NpgsqlConnectionStringBuilder(ill.ConnectionString).Database;
        await using var server = NpgsqlDataSource.Create(await TestServer.ConnectionString("postgres"));
        await using var alter = server.CreateCommand($"alter database \"{name}\" allow_connections {connections}");
        await alter.ExecuteNonQueryAsync();
    }
}
