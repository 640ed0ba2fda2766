using System.CommandLine;
using Ledger.Application.Composition;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Host;
using Microsoft.Extensions.Hosting;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger serve</c>: the service, until it is told to stop.</summary>
internal static class ServeVerb
{
    public static Command Build(Terminal terminal)
    {
        var sample = new Option<bool>("--sample") { Description = "Load the synthetic sample first, when the ledger is empty." };
        var verb = new Command("serve", "Serve pages and API at LEDGER_URL (default: http://127.0.0.1:8080).") { sample };
        verb.SetAction((parsed, cancellation) => Serve(terminal, parsed.GetValue(sample), cancellation));
        return verb;
    }

    private static async Task<int> Serve(Terminal terminal, bool sample, CancellationToken cancellation)
    {
        var url = Ledgers.Settings().Url;
        await using var ledger = await Ledgers.Open(cancellation);
        await ledger.CatchUp(cancellation);
        try
        {
            await using var service = LedgerHost.Build(new LedgerHostOptions(url), ledger);
            await service.StartAsync(cancellation);
            await Announce(terminal, ledger, service.Urls.First(), cancellation);
            using var stop = cancellation.Register(service.Lifetime.StopApplication);
            await service.WaitForShutdownAsync(CancellationToken.None);
        }
        catch (IOException error)
        {
            throw new Failure($"The service cannot listen at {url}: {error.Message} LEDGER_URL names another address.");
        }

        await terminal.Error.WriteLineAsync("Stopped.");
        return ExitCodes.Ok;
    }

    private static async Task Announce(Terminal terminal, LedgerSystem ledger, string url, CancellationToken cancellation)
    {
        var head = await ledger.Store.Head(cancellation);
        terminal.Output.WriteLine($"The ledger is open at {url} with {head} events. Its home is {ledger.Home.Root}");
        terminal.WritePairs(
            ("  directory", url + "/"),
            ("  API", url + "/openapi/v1.json"),
            ("  command line", "scripts/ledger --help, while this runs or after it"));
        terminal.Output.WriteLine("Ctrl-C stops it.");
        await terminal.Output.FlushAsync(cancellation);
    }
}
