using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Ledger.Application.Composition;
using Ledger.EventStore.Servers;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Cluster.Tests.Jurisdictions;

/// <summary>One jurisdiction: a PostgreSQL of its own, which can be killed and started again, a home, and a host name.</summary>
public sealed class Province : IAsyncDisposable
{
    private readonly PrivateServer server;
    private readonly string home = TestServer.TemporaryFolder();

    private Province(string name, PrivateServer server)
    {
        Name = name;
        this.server = server;
        Database = NpgsqlDataSource.Create(server.ConnectionString(LedgerSystem.PrivateDatabase));
    }

    public string Name { get; }

    public string Host => Name + ".localhost";

    public string Origin => "ledger.invalid/" + Name;

    /// <summary>The owner's.</summary>
    public NpgsqlDataSource Database { get; }

    /// <summary>Speaks to the node under this province's host name.</summary>
    public HttpClient Client { get; private set; } = new();

    public static async Task<Province> Start(string name)
    {
        // Durable: what is acknowledged is to be there after a kill.
        var server = await PrivateServer.Start(new PrivateServerOptions(TestServer.TemporaryFolder()), null, CancellationToken.None);
        await server.EnsureDatabase(LedgerSystem.PrivateDatabase, CancellationToken.None);
        return new Province(name, server);
    }

    /// <summary>Its entry in the file. The logins are secrets and stand in files of their own.</summary>
    public object Entry(string folder) => new
    {
        name = Name,
        hosts = new[] { Host, Name + ".ledger.example" },
        settings = new Dictionary<string, object>
        {
            ["LEDGER_HOME"] = home,
            ["LEDGER_LOG_ORIGIN"] = Origin,
            ["LEDGER_DATABASE"] = Secret(folder, "database", server.ServiceConnectionString(LedgerSystem.PrivateDatabase)),
            ["LEDGER_DATABASE_OWNER"] = Secret(folder, "owner", server.ConnectionString(LedgerSystem.PrivateDatabase)),
        },
    };

    public void Reach(Uri node)
    {
        Client.Dispose();
        Client = new HttpClient { BaseAddress = node, DefaultRequestHeaders = { Host = Host } };
    }

    /// <summary>SIGKILL to its server: its children end by themselves.</summary>
    public void Kill() => Process.GetProcessById(server.ProcessId!.Value).Kill();

    public Task Revive() => server.EnsureRunning(CancellationToken.None);

    public async Task<bool> Answers(HttpStatusCode status)
    {
        using var answer = await Client.GetAsync("/health/ready");
        return answer.StatusCode == status;
    }

    /// <summary>Read models and seals are at the head.</summary>
    public async Task<bool> IsCaughtUp()
    {
        using var answer = await Client.GetAsync("/health/ready");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
        var told = json.RootElement;
        return answer.IsSuccessStatusCode && told.GetProperty("lagEvents").GetInt64() == 0
            && told.GetProperty("sealedTo").GetInt64() == told.GetProperty("projections")[0].GetProperty("position").GetInt64();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Database.DisposeAsync();
        await server.DisposeAsync();
    }

    private object Secret(string folder, string what, string value)
    {
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Name}-{what}"));
        var create = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var writer = new StreamWriter(path, create);
        writer.Write(value);
        return new { file = Path.GetFileName(path) };
    }
}
