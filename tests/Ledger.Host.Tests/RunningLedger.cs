using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ledger.Application.Composition;
using Ledger.Host.Keeping;
using Ledger.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Tests;

/// <summary>The service as a user runs it: a real PostgreSQL, the real server on a free port, and a client.</summary>
public sealed class RunningLedger : IAsyncLifetime
{
    private TestDatabase database = null!;
    private WebApplication app = null!;

    public LedgerSystem Ledger { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public Uri Url { get; private set; } = null!;

    public RememberedLog Log { get; } = new();

    public KeptAnswers Kept => app.Services.GetRequiredService<KeptAnswers>();

    public async Task InitializeAsync()
    {
        database = await TestDatabase.Create();
        var home = new LedgerHome(TestServer.TemporaryFolder());
        Ledger = await LedgerSystem.On(database.ConnectionString, home, TimeProvider.System, CancellationToken.None);
        var options = new LedgerHostOptions(new Uri("http://127.0.0.1:0"), logging => logging.AddProvider(Log));
        app = LedgerHost.Build(options, Ledger);
        await app.StartAsync();
        Url = new Uri(app.Urls.First());
        Client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            // Lets a test send what a header should not hold.
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        })
        { BaseAddress = Url };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await Ledger.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>Sends a command with a key of its own unless one is given.</summary>
    public Task<HttpResponseMessage> Post(string path, object body, string? key = null, string? ifMatch = null) =>
        PostText(path, JsonSerializer.Serialize(body), key, ifMatch);

    public Task<HttpResponseMessage> PostText(string path, string body, string? key = null, string? ifMatch = null) =>
        PostBytes(path, Encoding.UTF8.GetBytes(body), "application/json", key ?? Guid.NewGuid().ToString(), ifMatch);

    public async Task<HttpResponseMessage> PostBytes(
        string path, byte[] body, string? mediaType, string? key, string? ifMatch = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1" + path) { Content = new ByteArrayContent(body) };
        if (mediaType is not null)
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request);
    }

    public async Task<JsonElement> Get(string path)
    {
        using var answer = await Client.GetAsync(path);
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await Json(answer);
    }

    public static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
        return json.RootElement.Clone();
    }

    /// <summary>Folds everything that is recorded, so that reads see it.</summary>
    public Task CaughtUp() => Ledger.Projections.CatchUp(CancellationToken.None);
}

/// <summary>One service for all tests that do not break it: each uses ids of its own.</summary>
[CollectionDefinition(Name)]
public sealed class OneLedger : ICollectionFixture<RunningLedger>
{
    public const string Name = "one ledger";
}
