using System.Security.Cryptography;
using Ledger.Application.Composition;
using Ledger.EventStore.Servers;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Cluster.Tests;

/// <summary>
/// What would be five machines: a PostgreSQL and its streaming standby, two service nodes on the one and a reader on the other. Each node
/// has a home of its own, with a copy of the keys.
/// </summary>
public sealed class Machines : IAsyncDisposable
{
    private readonly string nodes = TestServer.TemporaryFolder();
    // A folder for each server: what is left of one when this process is killed is stopped and removed with its folder.
    private readonly string primaryHome = TestServer.TemporaryFolder();
    private readonly string standbyHome = TestServer.TemporaryFolder();
    private readonly string masterKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly bool durable;
    private PrivateServer? primary;
    private PrivateServer? standby;

    private Machines(bool durable) => this.durable = durable;

    public Node First { get; private set; } = null!;

    public Node Second { get; private set; } = null!;

    public Node Reader { get; private set; } = null!;

    /// <summary>The owner's, on the primary.</summary>
    public NpgsqlDataSource Database { get; private set; } = null!;

    public NpgsqlDataSource Standby { get; private set; } = null!;

    /// <param name="durable">False does without fsync, for a test that is to be quick: no machine fails in it.</param>
    public static async Task<Machines> Start(bool durable)
    {
        var machines = new Machines(durable);
        try
        {
            await machines.StartAll();
            return machines;
        }
        catch
        {
            await machines.DisposeAsync();
            throw;
        }
    }

    /// <summary>The environment of a node that writes.</summary>
    public Dictionary<string, string?> Settings(string node) => new()
    {
        ["LEDGER_HOME"] = HomeOf(node),
        ["LEDGER_NODE"] = node,
        ["LEDGER_DATABASE"] = primary!.ServiceConnectionString(LedgerSystem.PrivateDatabase),
        ["LEDGER_DATABASE_OWNER"] = primary.ConnectionString(LedgerSystem.PrivateDatabase),
        ["LEDGER_MASTER_KEY"] = masterKey,
        ["LEDGER_ENGINE"] = Environment.GetEnvironmentVariable("LEDGER_ENGINE"),
        ["LEDGER_URL"] = "http://127.0.0.1:0",
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var node in new[] { Reader, Second, First })
        {
            if (node is not null)
                await node.DisposeAsync();
        }

        foreach (var source in new[] { Standby, Database })
        {
            if (source is not null)
                await source.DisposeAsync();
        }

        if (standby is not null)
            await standby.DisposeAsync();
        if (primary is not null)
            await primary.DisposeAsync();
    }

    private async Task StartAll()
    {
        primary = await PrivateServer.Start(new PrivateServerOptions(primaryHome, durable), null, CancellationToken.None);
        await primary.EnsureDatabase(LedgerSystem.PrivateDatabase, CancellationToken.None);
        Database = NpgsqlDataSource.Create(primary.ConnectionString(LedgerSystem.PrivateDatabase));
        First = await Node.Start("node-1", Settings("node-1"));
        await Until.True("node-1 has signed", () => Task.FromResult(Signed("node-1")));
        CopyKeys("node-1", "node-2");
        Second = await Node.Start("node-2", Settings("node-2"));

        var options = new PrivateServerOptions(standbyHome, durable) { StandbyOf = primaryHome };
        standby = await PrivateServer.Start(options, null, CancellationToken.None);
        Standby = NpgsqlDataSource.Create(standby.ConnectionString(LedgerSystem.PrivateDatabase));
        Reader = await Node.Start("reader", new Dictionary<string, string?>(Settings("reader"))
        {
            ["LEDGER_DATABASE"] = standby.ServiceConnectionString(LedgerSystem.PrivateDatabase),
            ["LEDGER_DATABASE_OWNER"] = null,
            ["LEDGER_READER_OF"] = Second.Url.ToString(),
        });
    }

    private bool Signed(string node) =>
        Directory.Exists(Keys(node)) && Directory.EnumerateFiles(Keys(node), "signed", SearchOption.AllDirectories).Any();

    /// <summary>As an operator does for a further node; the memory of what was signed is among them.</summary>
    private void CopyKeys(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(Keys(from), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Keys(to), Path.GetRelativePath(Keys(from), file));
            Directory.CreateDirectory(
                Path.GetDirectoryName(copy)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.Copy(file, copy);
        }
    }

    private string HomeOf(string node) => Path.Combine(nodes, node);

    private string Keys(string node) => Path.Combine(HomeOf(node), "keys");
}
