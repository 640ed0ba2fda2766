using System.Diagnostics;

namespace Ledger.Cluster.Tests.Jurisdictions;

/// <summary>Holds one province's ledger against what was acknowledged under its host name. Each finding is a sentence.</summary>
public sealed class LedgerChecks(TwoProvinces two, Province province, Writers writers)
{
    private const string Facts = "select seq_id, stream_id from mt_events order by seq_id";

    private readonly List<string> findings = [];

    public async Task<IReadOnlyList<string>> All()
    {
        await EachCommandOnceAndNothingElse();
        await ItsOwnLog();
        await Verifies();
        return findings;
    }

    /// <summary>Nothing lost, nothing twice, and nothing that was sent to the other province.</summary>
    private async Task EachCommandOnceAndNothingElse()
    {
        var recorded = new List<(long Position, string Stream)>();
        await using var command = province.Database.CreateCommand(Facts);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            recorded.Add((reader.GetInt64(0), reader.GetString(1)));

        var acknowledged = writers.Acknowledged.Select(one => (one.Value, "institution-" + one.Key)).Order();
        if (!recorded.SequenceEqual(acknowledged))
            findings.Add($"{province.Name} holds {recorded.Count} facts, which are not the {writers.Acknowledged.Count} acknowledged.");
        if (recorded.Select(one => one.Position).Order().Where((position, index) => position != index + 1).Any())
            findings.Add($"The positions of {province.Name} have gaps.");
    }

    private async Task ItsOwnLog()
    {
        var checkpoint = await province.Client.GetStringAsync("/log/checkpoint");
        if (!checkpoint.StartsWith(province.Origin + "\n", StringComparison.Ordinal))
            findings.Add($"{province.Name} signs under another name: {checkpoint.Split('\n')[0]}");
    }

    /// <summary>By the command line, which is told the province.</summary>
    private async Task Verifies()
    {
        using var verify = Process.Start(Node.Program(two.Settings(province.Name), "verify"))!;
        var output = verify.StandardOutput.ReadToEndAsync();
        var error = verify.StandardError.ReadToEndAsync();
        await verify.WaitForExitAsync();
        if (verify.ExitCode != 0)
            findings.Add($"ledger verify of {province.Name} ended with {verify.ExitCode}:\n{await output}{await error}");
    }
}
