using Ledger.Application.Engines;
using Ledger.Application.Jurisdictions;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Host;
using Ledger.Host.Jurisdictions;
using Microsoft.Extensions.Logging;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger serve</c> where LEDGER_JURISDICTIONS names several ledgers: all of them, until it is told to stop.</summary>
internal static class ServeJurisdictions
{
    /// <summary>How long what is said at the start waits for the ledgers to be open; the log tells of those that come later.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(30);

    public static async Task<int> Serve(Terminal terminal, bool sample, CancellationToken cancellation)
    {
        var jurisdictions = Ledgers.Several();
        if (sample)
            throw new Failure(
                $"--sample loads into one ledger, and there are several: {JurisdictionCatalog.NameVariable} names one of them.");
        // The engine and the address are the process's; a wrong one is told before anything is opened.
        var process = jurisdictions[0].Settings;
        EngineCatalog.Choose(process.Engine);

        using var logs = LoggerFactory.Create(log =>
        {
            LedgerHost.Filter(log);
            ServeVerb.Log(log);
        });
        var options = new JurisdictionsOptions(process.Url, process.Node, logs)
        {
            Prepare = (ledger, stopping) => ledger.CatchUp(stopping),
            Sentence = (one, error) => Failures.Sentence(error, one.Settings.Home),
        };
        await using (var service = new JurisdictionsHost(options, jurisdictions))
        {
            await Listening.Start(() => service.Start(cancellation), service.Stop, process.Url, "LEDGER_URL");
            await Task.WhenAny(service.Tried, Task.Delay(FirstLook, cancellation));
            await Announce(terminal, service, cancellation);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await service.Stop();
        }

        await terminal.Error.WriteLineAsync("Stopped.");
        return ExitCodes.Ok;
    }

    private static async Task Announce(Terminal terminal, JurisdictionsHost service, CancellationToken cancellation)
    {
        var heads = await service.Heads(cancellation);
        var url = service.Url;
        terminal.Output.WriteLine(
            $"The ledger is open at {url.GetLeftPart(UriPartial.Authority)} for {heads.Count} jurisdictions, each under its host names:");
        terminal.WritePairs([.. heads.Select(one => ("  " + one.Jurisdiction.Name, Line(one.Jurisdiction, one.Head, url)))]);
        terminal.Output.WriteLine("Ctrl-C stops it.");
        await terminal.Output.FlushAsync(cancellation);
    }

    private static string Line(Jurisdiction one, long? head, Uri url) =>
        $"{string.Join(" ", one.Addresses(url))}  {(head is { } events ? $"{events} events" : "not open yet: the log says why")}";
}
