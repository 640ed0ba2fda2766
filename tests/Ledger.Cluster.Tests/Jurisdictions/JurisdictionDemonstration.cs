using System.Net;
using Ledger.Testing;

namespace Ledger.Cluster.Tests.Jurisdictions;

/// <summary>What was seen. Nothing is wrong where there are no findings.</summary>
/// <param name="Opened">From the start of the second's server until it was served.</param>
/// <param name="Meanwhile">Commands that the first acknowledged while the second's server was dead.</param>
/// <param name="Back">From the start of the second's server, after it was killed, until it answered.</param>
public sealed record SeenOfTwo(
    int Commands, int SentAgain, TimeSpan Opened, int Meanwhile, TimeSpan Back, IReadOnlyList<string> Findings);

/// <summary>
/// One node serves two provinces. It is started while one of their servers is dead; both are written to; that server is killed half way,
/// and started again when the other province has all its commands.
/// </summary>
public static class JurisdictionDemonstration
{
    /// <param name="commands">To each province.</param>
    public static async Task<SeenOfTwo> Run(int commands, Action<string> tell)
    {
        tell("Starting two PostgreSQL, killing one, and one node for two provinces...");
        await using var two = await TwoProvinces.Start();
        var (first, second) = (two.First, two.Second);
        var findings = new List<string>();
        await Until.True("the first is served", () => first.Answers(HttpStatusCode.OK));
        await Expect(findings, second, HttpStatusCode.ServiceUnavailable, "service.ledger-unavailable");
        await second.Revive();
        var opened = await Until.True("the second is served", () => second.Answers(HttpStatusCode.OK));

        tell($"Writing {commands} commands to each province...");
        var ofFirst = new Writers([first.Client], commands, first.Name);
        var ofSecond = new Writers([second.Client], commands, second.Name);
        var secondWriting = Task.Run(ofSecond.Run);
        await Until.True("a third is written", () => Task.FromResult(ofSecond.Acknowledged.Count >= commands / 3));
        tell("Killing the PostgreSQL of the second...");
        second.Kill();
        var firstWriting = Task.Run(ofFirst.Run);
        await firstWriting;
        var meanwhile = ofFirst.Acknowledged.Count;
        await Expect(findings, second, HttpStatusCode.ServiceUnavailable, "service.database-unavailable");
        using (var process = await two.Balancer.GetAsync("/health/ready"))
        {
            var told = await process.Content.ReadAsStringAsync();
            if (!process.IsSuccessStatusCode || !told.Contains("\"ready\":1,\"notReady\":1", StringComparison.Ordinal))
                findings.Add($"With one province of two the process says {(int)process.StatusCode} {told}");
        }

        tell("Starting it again...");
        await second.Revive();
        var back = await Until.True("the second answers", () => second.Answers(HttpStatusCode.OK));
        await secondWriting;
        await Until.True("read models and seals are at the head", async () => await first.IsCaughtUp() && await second.IsCaughtUp());
        tell("Checking...");
        findings.AddRange(await new LedgerChecks(two, first, ofFirst).All());
        findings.AddRange(await new LedgerChecks(two, second, ofSecond).All());
        return new SeenOfTwo(
            ofFirst.Acknowledged.Count + ofSecond.Acknowledged.Count, ofFirst.SentAgain + ofSecond.SentAgain, opened, meanwhile, back,
            findings);
    }

    private static async Task Expect(List<string> findings, Province province, HttpStatusCode status, string code)
    {
        using var answer = await province.Client.GetAsync("/api/v1/institutions");
        var body = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != status || answer.Headers.RetryAfter is null || !body.Contains(code, StringComparison.Ordinal))
            findings.Add($"{province.Name} without its database answered {(int)answer.StatusCode} {body}");
    }
}
