using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Ledger.Application.Composition;
using Ledger.Application.Jurisdictions;
using Ledger.Host.Jurisdictions;
using Ledger.Testing;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Tests.Jurisdictions;

/// <summary>
/// One process's service as it stands with three ledgers in its file: two on databases of their own, and one whose database is not there.
/// </summary>
public sealed class TwoLedgers : IAsyncLifetime
{
    public const string Jiangxi = "jiangxi.localhost";
    public const string Guangdong = "guangdong.localhost";

    /// <summary>A name that the world reaches Jiangxi's by.</summary>
    public const string Public = "jiangxi.ledger.example";

    /// <summary>Its database is not there.</summary>
    public const string Hunan = "hunan.localhost";

    public const string SecretOfHunan = "secret-of-hunan";

    private readonly RememberedLog log = new();
    private ILoggerFactory logs = null!;
    private TestDatabase jiangxi = null!;
    private TestDatabase guangdong = null!;

    public JurisdictionsHost Service { get; private set; } = null!;

    public IEnumerable<string> Log => log.Lines;

    public async Task InitializeAsync()
    {
        (jiangxi, guangdong) = (await TestDatabase.CreateEmpty(), await TestDatabase.CreateEmpty());
        logs = LoggerFactory.Create(one => one.AddProvider(log));
        Service = new JurisdictionsHost(
            Options(logs),
            [
                Entry("jiangxi", jiangxi.ConnectionString, Jiangxi, Public),
                Entry("guangdong", guangdong.ConnectionString, Guangdong),
                Entry("hunan", $"Host=127.0.0.1;Port=1;Username=hunan;Password={SecretOfHunan};Database=hunan", Hunan),
            ]);
        await Service.Start(CancellationToken.None);
        await Service.Tried;
        foreach (var host in new[] { Jiangxi, Guangdong })
            await Until.True($"{host} has signed", async () => (await Get(host, "/log/keys")).StatusCode == HttpStatusCode.OK);
    }

    public async Task DisposeAsync()
    {
        await Service.Stop();
        await Service.DisposeAsync();
        logs.Dispose();
        await jiangxi.DisposeAsync();
        await guangdong.DisposeAsync();
    }

    public static JurisdictionsOptions Options(ILoggerFactory logs) => new(new Uri("http://127.0.0.1:0"), "node-1", logs);

    public static Jurisdiction Entry(string name, string database, params string[] hosts) => new(
        name, hosts, new LedgerSettings(TestServer.TemporaryFolder(), database, new Uri(LedgerSettings.DefaultUrl), Engine: "native")
        {
            Log = LogSettings.Default with { Origin = "ledger.example/" + name },
        });

    public Task<HttpResponseMessage> Get(string host, string path, params (string Name, string Value)[] headers) =>
        Send(Service.Url, HttpMethod.Get, host, path, null, headers);

    public Task<HttpResponseMessage> Post(string host, string path, byte[] body, params (string Name, string Value)[] headers) =>
        Send(Service.Url, HttpMethod.Post, host, path, body, headers);

    public static async Task<HttpResponseMessage> Send(
        Uri url, HttpMethod method, string host, string path, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(url, path));
        request.Headers.Host = host;
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { { "Content-Type", "application/json" } } };
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        }

        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request);
    }

    /// <summary>Sends what no client would, on one connection, and reads what is answered until it is closed.</summary>
    public async Task<string> Raw(string requests)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", Service.Url.Port);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(requests.ReplaceLineEndings("\r\n")));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(patience.Token);
    }

    public static int StatusOf(string answer) => int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture);
}

[CollectionDefinition(Name)]
public sealed class OneProcess : ICollectionFixture<TwoLedgers>
{
    public const string Name = "one process with several ledgers";
}
