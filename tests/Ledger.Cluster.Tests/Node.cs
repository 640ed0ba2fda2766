using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Ledger.Cluster.Tests;

/// <summary>One service node: the real program, as a process of its own that can be killed.</summary>
public sealed class Node : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // The processes that are started must not outlive who started them, however that ends.
    private const string Watch = """
        exec </dev/null >/dev/null 2>&1
        trap '' INT TERM HUP
        while [ -d "/proc/$1" ] && [ -d "/proc/$2" ]; do sleep 1; done
        grep -q -F ledger.dll "/proc/$2/cmdline" && kill -KILL "$2"
        """;

    private readonly Process process;
    private readonly StringBuilder said = new();
    private readonly TaskCompletionSource<Uri> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Node(string name, Process process)
    {
        Name = name;
        this.process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Exited += (_, _) => opened.TrySetException(new InvalidOperationException($"{name} has ended.\n{Said}"));
        process.EnableRaisingEvents = true;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Process.Start("setsid", ["sh", "-c", Watch, "sh", Text(Environment.ProcessId), Text(process.Id)]).Dispose();
    }

    public string Name { get; }

    public HttpClient Client { get; private set; } = new();

    public Uri Url => Client.BaseAddress!;

    /// <summary>All that it wrote.</summary>
    public string Said
    {
        get
        {
            lock (said)
                return said.ToString();
        }
    }

    /// <summary>Starts it and waits until it serves.</summary>
    public static async Task<Node> Start(string name, IReadOnlyDictionary<string, string?> settings)
    {
        var node = new Node(name, new Process { StartInfo = Program(settings, "serve") });
        try
        {
            node.Client = new HttpClient { BaseAddress = await node.opened.Task.WaitAsync(Patience) };
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>How the program is started with an environment and a verb.</summary>
    public static ProcessStartInfo Program(IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ledger.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("LEDGER_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return start;
    }

    public async Task<(HttpStatusCode Status, JsonElement Told)> Ready()
    {
        using var answer = await Client.GetAsync("/health/ready");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
        return (answer.StatusCode, json.RootElement.Clone());
    }

    /// <summary>The node that does the work in the background, as this one says.</summary>
    public async Task<string?> Worker() => (await Ready()).Told.TryGetProperty("worker", out var worker) ? worker.GetString() : null;

    /// <summary>SIGKILL: it has no time for anything.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using (var stop = Process.Start("kill", ["-TERM", Text(process.Id)]))
                await stop.WaitForExitAsync();
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await process.WaitForExitAsync(soon.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!process.HasExited)
                await Kill();
        }

        process.Dispose();
        Client.Dispose();
    }

    private void Hear(string? line)
    {
        const string Opens = "The ledger is open at ";
        if (line is null)
            return;
        lock (said)
            said.AppendLine(line);
        if (line.StartsWith(Opens, StringComparison.Ordinal))
            opened.TrySetResult(new Uri(line[Opens.Length..].Split(' ')[0]));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
