using System.CommandLine;
using Ledger.Application.Composition;
using Ledger.Application.Engines;
using Ledger.Application.HoursImport;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger serve</c>: the service, until it is told to stop.</summary>
internal static class ServeVerb
{
    public static Command Build(Terminal terminal)
    {
        var sample = new Option<bool>("--sample") { Description = "Load the synthetic sample first, when the ledger is empty." };
        var verb = new Command("serve", "Serve pages and API at LEDGER_URL (default: http://127.0.0.1:8080).") { sample };
        verb.SetAction((parsed, cancellation) => Ledgers.AreSeveral
            ? ServeJurisdictions.Serve(terminal, parsed.GetValue(sample), cancellation)
            : Serve(terminal, parsed.GetValue(sample), cancellation));
        return verb;
    }

    private static async Task<int> Serve(Terminal terminal, bool sample, CancellationToken cancellation)
    {
        var settings = Ledgers.Settings();
        var url = settings.Url;
        using var logs = LoggerFactory.Create(log => Log(log.SetMinimumLevel(LogLevel.Warning)));
        await using var ledger = await Ledgers.Open(logs, cancellation);
        var unfinished = new FileInfo(Path.Combine(ledger.Home.Root, "sample.unfinished"));
        if (sample && ledger.Replica is null && (unfinished.Exists || await ledger.Store.Head(cancellation) == 0))
            await LoadSample(terminal, ledger, unfinished, cancellation);
        await ledger.CatchUp(cancellation);
        await using (var service = LedgerHost.Build(new LedgerHostOptions(url, Log) { Node = settings.Node }, ledger))
        {
            await Listening.Start(service, url, "LEDGER_URL", cancellation);
            await Announce(terminal, ledger, service.Urls.First(), cancellation);
            using var stop = cancellation.Register(service.Lifetime.StopApplication);
            await service.WaitForShutdownAsync(CancellationToken.None);
        }

        await terminal.Error.WriteLineAsync("Stopped.");
        return ExitCodes.Ok;
    }

    /// <summary>What an interrupted load left out, the next one adds: the file tells the next start that there was one.</summary>
    private static async Task LoadSample(Terminal terminal, LedgerSystem ledger, FileInfo unfinished, CancellationToken cancellation)
    {
        await unfinished.Create().DisposeAsync();
        var first = Samples.First;
        await terminal.Error.WriteLineAsync($"Loading a synthetic sample: {first.People} people who do not exist, in {first.Year}.");
        var report = await Samples.Load(terminal, ledger, first, cancellation);
        if (report.End != ImportEnd.Completed || report.Rejected > 0)
            throw new Failure(ExitCodes.Problems, $"The sample did not load: {report.Problem?.En ?? $"{report.Rejected} rows rejected"}");
        unfinished.Delete();
    }

    /// <summary>One line each. That the service could not start is told once, by the verb, and without a stack trace.</summary>
    internal static void Log(ILoggingBuilder log) =>
        log.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);

    private static async Task Announce(Terminal terminal, LedgerSystem ledger, string url, CancellationToken cancellation)
    {
        var head = await ledger.Store.Head(cancellation);
        terminal.Output.WriteLine($"The ledger is open at {url} with {head} events. Its home is {ledger.Home.Root}");
        terminal.WritePairs(
            ("  directory", url + "/"),
            ("  API", url + "/openapi/v1.json"),
            ("  engine", EngineCatalog.Describe(ledger.Engine)),
            ("  command line", "scripts/ledger --help, while this runs or after it"));
        if (ledger.Replica is { } replica)
            terminal.WritePairs(("  reads only", $"from a standby; writes go to {replica.Primary}"));
        terminal.Output.WriteLine("Ctrl-C stops it.");
        await terminal.Output.FlushAsync(cancellation);
    }
}
