using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Testing;

namespace Ledger.Cli.Tests;

/// <summary>How a call of <c>ledger</c> ended, and what it said.</summary>
public sealed record Said(int Exit, string Output, string Error)
{
    /// <summary>The one JSON object that standard output must be.</summary>
    public JsonObject Json => JsonNode.Parse(Output).ShouldBeOfType<JsonObject>();
}

/// <summary>The real program, as its own process.</summary>
public sealed class LedgerProcess : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();
    private readonly TaskCompletionSource<string> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LedgerProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(error, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The address that a service says it is open at.</summary>
    public Task<string> Opened => opened.Task.WaitAsync(Patience);

    public static LedgerProcess Start(IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ledger.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return new LedgerProcess(new Process { StartInfo = start });
    }

    public IReadOnlyList<int> NiceOfThreads(string name) => Niceness.OfThreads(process.Id, name);

    public void Send(string input)
    {
        process.StandardInput.Write(input);
        process.StandardInput.Close();
    }

    public void Send(byte[] input)
    {
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
    }

    /// <param name="signal">INT, TERM or KILL.</param>
    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task<Said> End(TimeSpan? atMost = null)
    {
        using var patience = new CancellationTokenSource(atMost ?? Patience);
        await process.WaitForExitAsync(patience.Token);
        lock (output)
            return new Said(process.ExitCode, output.ToString(), error.ToString());
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private void Keep(StringBuilder text, string? line)
    {
        string[] opens = ["The ledger is open at ", "The witness is open at "];
        if (line is null)
            return;
        lock (output)
            text.AppendLine(line);
        if (opens.FirstOrDefault(open => line.StartsWith(open, StringComparison.Ordinal)) is { } open)
            opened.TrySetResult(line[open.Length..].Split(' ')[0]);
    }
}
