using System.Net.Http.Json;
using Ledger.Testing;

namespace Ledger.Cluster.Tests;

/// <summary>What was seen. Nothing is wrong where there are no findings.</summary>
public sealed record Demonstrated(
    int Commands, int SentAgain, int KilledAfter, TimeSpan TakenOver, TimeSpan CaughtUp, StandbyReads Reads, int Deliveries, int Again,
    IReadOnlyList<string> Findings);

/// <summary>
/// Writes under load through two nodes, kills the one that does the work in the background half way, and reads from the standby all the
/// while.
/// </summary>
public static class Demonstration
{
    public static async Task<Demonstrated> Run(int commands, bool durable, Action<string> tell)
    {
        tell("Starting a PostgreSQL, its standby, two nodes and a reader...");
        await using var machines = await Machines.Start(durable);
        await using var subscriber = await Subscriber.Start();
        await Until.True("node-1 works", async () => await machines.First.Worker() == machines.First.Name);
        using (var added = await machines.Second.Client.PostAsync(
            "/api/v1/subscriptions", JsonContent.Create(new { address = subscriber.Address, facts = new[] { "institution." } })))
            added.EnsureSuccessStatusCode();

        tell($"Writing {commands} commands through both nodes...");
        var writers = new Writers([machines.First.Client, machines.Second.Client], commands);
        var reads = new StandbyReads(machines.Reader, writers);
        var writing = Task.Run(writers.Run);
        var reading = Task.Run(() => reads.Run(writing));
        await Until.True("half is written", () => Task.FromResult(writers.Acknowledged.Count >= commands / 2 || writing.IsCompleted));
        var killedAfter = writers.Acknowledged.Count;
        tell("Killing node-1, which does the work in the background...");
        await machines.First.Kill();
        var takenOver = await Until.True("node-2 works", async () => await machines.Second.Worker() == machines.Second.Name);

        await Task.WhenAll(writing, reading);
        var caughtUp = await Until.True("read models and seals are at the head", () => IsThere(machines.Second));
        tell("Waiting for the deliveries that the killed node had in hand...");
        await Until.True("every fact was told", () => Task.FromResult(!writers.Acknowledged.Values.Except(subscriber.Told.Values).Any()));
        await Until.True("the standby is there", async () => await Position(machines.Standby) == await Position(machines.Database));
        tell("Checking...");
        var findings = await new Checks(machines, writers, subscriber).All();
        return new Demonstrated(
            writers.Acknowledged.Count, writers.SentAgain, killedAfter, takenOver, caughtUp, reads, subscriber.Told.Count, subscriber.Again,
            [.. findings, .. reads.Wrong.Select(wrong => "The standby answered with less than was asked: " + wrong)]);
    }

    private static async Task<bool> IsThere(Node node)
    {
        var (_, told) = await node.Ready();
        return told.GetProperty("lagEvents").GetInt64() == 0
            && told.GetProperty("sealedTo").GetInt64() == told.GetProperty("projections")[0].GetProperty("position").GetInt64();
    }

    /// <summary>The head, and how far read models and seals stand there.</summary>
    private static async Task<string> Position(Npgsql.NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("""
            select concat_ws(' ', (select position from ledger.head), (select max(size) from ledger.checkpoint),
              (select string_agg(name || last_seq_id, ' ' order by name) from mt_event_progression))
            """);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
