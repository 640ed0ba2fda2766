using System.Globalization;
using Ledger.Cluster.Tests.Jurisdictions;

namespace Ledger.Cluster.Tests;

/// <summary><c>scripts/cluster-demo</c>: shows it, says what it saw, and ends with 1 when anything is not as it should be.</summary>
public static class Program
{
    private const int CommandsByDefault = 4_000;
    private const int MostCommands = 1_000_000;

    /// <summary>Each of the two provinces is sent the commands of the nodes, divided by this.</summary>
    private const int CommandsPerProvince = 4;

    public static async Task<int> Main(string[] args)
    {
        var commands = CommandsByDefault;
        if (args is not [] && !(args is ["--commands", var text]
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out commands) && commands is >= 100 and <= MostCommands))
        {
            await Console.Error.WriteLineAsync($"Usage: scripts/cluster-demo [--commands N], N from 100 to {MostCommands}");
            return 2;
        }

        try
        {
            var seen = await Demonstration.Run(commands, durable: true, Console.Error.WriteLine);
            Report(seen);
            var ofTwo = await JurisdictionDemonstration.Run(commands / CommandsPerProvince, Console.Error.WriteLine);
            Report(ofTwo);
            return seen.Findings.Count + ofTwo.Findings.Count == 0 ? 0 : 1;
        }
        catch (Exception error) when (error is TimeoutException or InvalidOperationException or HttpRequestException
            or EventStore.Servers.PrivateServerException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }

    private static void Report(Demonstrated seen)
    {
        Line("commands", $"{seen.Commands} acknowledged, {seen.SentAgain} of them sent more than once under one key");
        Line("killed", $"node-1, which did the work in the background, after {seen.KilledAfter} commands");
        Line("taken over", $"by node-2 after {seen.TakenOver.TotalSeconds:F1} s");
        Line("caught up", $"read models and seals {seen.CaughtUp.TotalSeconds:F1} s after the last write");
        Line("reads", $"{seen.Reads.Count} from the standby at positions just acknowledged: "
            + $"median {seen.Reads.Median.TotalMilliseconds:F0} ms, longest {seen.Reads.Longest.TotalSeconds:F1} s, "
            + $"{seen.Reads.ToldToAskAgain} times told to ask again, {seen.Reads.Wrong.Count} with less than was asked");
        Line("deliveries", $"{seen.Deliveries} facts told, {seen.Again} of them more than once under one id");
        Verdict(seen.Findings, "nothing lost, nothing twice; ledger verify is clean and the standby answers as the primary");
    }

    private static void Report(SeenOfTwo seen)
    {
        Line("provinces", $"two on two servers behind one node: {seen.Commands} commands acknowledged, "
            + $"{seen.SentAgain} of them sent more than once under one key");
        Line("opened", $"the second, whose server was dead when the node started, {seen.Opened.TotalSeconds:F1} s after that was started");
        Line("killed", $"the second's server under load; the first acknowledged {seen.Meanwhile} meanwhile, the second answered 503");
        Line("back", $"the second {seen.Back.TotalSeconds:F1} s after its server was started again");
        Verdict(seen.Findings, "nothing lost, nothing twice, nothing in the other's ledger; ledger verify is clean for each");
    }

    private static void Verdict(IReadOnlyList<string> findings, string good)
    {
        foreach (var finding in findings)
            Line("found", finding);
        Line("verdict", findings.Count == 0 ? good : $"{findings.Count} findings");
    }

    private static void Line(string what, FormattableString told) => Line(what, told.ToString(CultureInfo.InvariantCulture));

    private static void Line(string what, string told) => Console.WriteLine($"{what,-12}{told}");
}
