using System.Diagnostics;
using System.Net;
using Npgsql;

namespace Ledger.Cluster.Tests;

/// <summary>Holds what is there at the end against what was acknowledged. Each finding is a sentence; there should be none.</summary>
public sealed class Checks(Machines machines, Writers writers, Subscriber subscriber)
{
    private const string Facts = """
        select stream_id, array_agg(seq_id order by seq_id) from mt_events where type = 'institution.registered.v1' group by stream_id
        """;

    private readonly List<string> findings = [];

    public async Task<IReadOnlyList<string>> All()
    {
        await EachCommandOnce();
        await NoGap(machines.Database, "primary");
        await NoGap(machines.Standby, "standby");
        EachDelivery();
        await SameAnswers();
        await RefusesWrites();
        await Verifies();
        return findings;
    }

    private async Task EachCommandOnce()
    {
        var recorded = new Dictionary<string, long[]>(StringComparer.Ordinal);
        await using var command = machines.Database.CreateCommand(Facts);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            recorded.Add(reader.GetString(0)["institution-".Length..], reader.GetFieldValue<long[]>(1));
        foreach (var (institution, position) in writers.Acknowledged)
        {
            var there = recorded.GetValueOrDefault(institution, []);
            if (there is not [var only] || only != position)
                findings.Add($"{institution} was acknowledged at {position} and stands at [{string.Join(", ", there)}].");
        }

        findings.AddRange(recorded.Keys.Except(writers.Acknowledged.Keys).Select(extra => $"{extra} was never acknowledged."));
    }

    private async Task NoGap(NpgsqlDataSource database, string where)
    {
        await using var command = database.CreateCommand("""
            select coalesce(min(seq_id), 1) = 1 and coalesce(max(seq_id), 0) = count(*) and count(*) = (select position from ledger.head)
            from mt_events
            """);
        if (await command.ExecuteScalarAsync() is not true)
            findings.Add($"The positions on the {where} have gaps.");
    }

    private void EachDelivery()
    {
        var told = subscriber.Told.Values.Order().ToList();
        var missing = writers.Acknowledged.Values.Except(told).Count();
        if (missing > 0)
            findings.Add($"The subscriber was never told of {missing} facts.");
        if (told.Count != told.Distinct().Count())
            findings.Add("The subscriber was told of a fact under two ids.");
    }

    /// <summary>At one position primary and standby give the same bytes.</summary>
    private async Task SameAnswers()
    {
        var last = writers.Acknowledged.Values.Max();
        var institution = writers.Acknowledged.Keys.First();
        string[] addresses =
        [
            $"/api/v1/institutions?knownAt={last}", $"/api/v1/institutions/{institution}?knownAt={last}",
            $"/api/v1/institutions/{institution}/history?knownAt={last}", $"/api/v1/institutions/diff?from=0&to={last}",
            $"/log/proof/{last}",
        ];
        foreach (var address in addresses)
        {
            var (ours, theirs) = (await Ask(machines.Second, address), await Ask(machines.Reader, address));
            if (ours != theirs || ours.Status != HttpStatusCode.OK)
                findings.Add($"{address}: {ours.Status} from the primary, {theirs.Status} from the standby, or other bytes.");
        }
    }

    private static async Task<(HttpStatusCode Status, string Body)> Ask(Node node, string address)
    {
        using var answer = await node.Client.GetAsync(address);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task RefusesWrites()
    {
        using var answer = await machines.Reader.Client.PostAsync("/api/v1/institutions/cluster-x", new StringContent("{}"));
        var body = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != HttpStatusCode.MisdirectedRequest || !body.Contains("service.reader", StringComparison.Ordinal))
            findings.Add($"The reader answered a write with {(int)answer.StatusCode}.");
    }

    /// <summary>Leaves, tiles, signatures, streams, triggers, and each read model against a refold.</summary>
    private async Task Verifies()
    {
        using var verify = Process.Start(Node.Program(machines.Settings("node-2"), "verify"))!;
        var output = verify.StandardOutput.ReadToEndAsync();
        var error = verify.StandardError.ReadToEndAsync();
        await verify.WaitForExitAsync();
        if (verify.ExitCode != 0)
            findings.Add($"ledger verify ended with {verify.ExitCode}:\n{await output}{await error}");
    }
}
