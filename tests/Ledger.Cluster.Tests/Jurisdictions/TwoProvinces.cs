using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Cluster.Tests.Jurisdictions;

/// <summary>Two provinces on two servers, and one node that serves both.</summary>
public sealed class TwoProvinces : IAsyncDisposable
{
    private readonly string folder = TestServer.TemporaryFolder();
    private Node? node;

    private TwoProvinces(Province first, Province second) => (First, Second) = (first, second);

    public Province First { get; }

    public Province Second { get; }

    /// <summary>Asks at the node's address, as a balancer does.</summary>
    public HttpClient Balancer => node!.Client;

    /// <summary>The node is started while the second's server does not run.</summary>
    public static async Task<TwoProvinces> Start()
    {
        var first = await Province.Start("jiangxi");
        var two = new TwoProvinces(first, await Province.Start("guangdong"));
        try
        {
            await two.StartNode();
            return two;
        }
        catch
        {
            await two.DisposeAsync();
            throw;
        }
    }

    /// <param name="province">Which one a verb is to work on; null for all, as a service does.</param>
    public Dictionary<string, string?> Settings(string? province) => new()
    {
        ["LEDGER_JURISDICTIONS"] = Path.Combine(folder, "jurisdictions.json"),
        ["LEDGER_JURISDICTION"] = province,
        ["LEDGER_ENGINE"] = Environment.GetEnvironmentVariable("LEDGER_ENGINE"),
        ["LEDGER_NODE"] = "node-1",
        ["LEDGER_URL"] = "http://127.0.0.1:0",
    };

    public async ValueTask DisposeAsync()
    {
        if (node is not null)
            await node.DisposeAsync();
        await First.DisposeAsync();
        await Second.DisposeAsync();
    }

    private async Task StartNode()
    {
        var file = JsonSerializer.Serialize(new { jurisdictions = new[] { First.Entry(folder), Second.Entry(folder) } });
        await File.WriteAllTextAsync(Path.Combine(folder, "jurisdictions.json"), file);
        Second.Kill();
        node = await Node.Start("node-1", Settings(null));
        First.Reach(node.Url);
        Second.Reach(node.Url);
    }
}
