using System.Diagnostics;
using Ledger.Application.Composition;
using Ledger.Benchmarks.Measuring;
using Ledger.Sealing.Reading;

namespace Ledger.Benchmarks.Log;

/// <summary>
/// The proof of one event anywhere in the log, beside the look-up of that event by its position on the same pool. Once as a running service
/// answers, which has full tiles in memory, and once with every tile read anew. One question at a time, milliseconds.
/// </summary>
internal static class ProofBenchmarks
{
    private const int Seed = 1;

    public static async Task<IReadOnlyList<Measurement>> Of(Bench bench, CancellationToken cancellation)
    {
        await using var recorded = await RecordedLedger.Of(bench, cancellation);
        var ledger = recorded.Ledger;
        var events = (int)await ledger.Sealing.Seal(cancellation);
        var chance = new Random(Seed);
        var runs = new List<IReadOnlyList<List<double>>>();
        for (var run = 0; run <= bench.Sizes.Runs; run++)
        {
            await bench.Log.WriteLineAsync($"run {run} of {bench.Sizes.Runs}: proofs");
            var times = await Run(ledger, bench.Sizes.Proofs, () => chance.Next(1, events + 1), cancellation);
            // The first one warms up.
            if (run > 0)
                runs.Add(times);
        }

        return Percentiles.Of(["limit: one event by its position", "proof of one event", "proof of one event, tiles read anew"], runs);
    }

    private static async Task<IReadOnlyList<List<double>>> Run(
        LedgerSystem ledger, int proofs, Func<long> anyPosition, CancellationToken cancellation)
    {
        var (lookUps, warm, anew) = (new List<double>(proofs), new List<double>(proofs), new List<double>(proofs));
        for (var at = 0; at < proofs; at++)
        {
            var position = anyPosition();
            lookUps.Add(await Time(() => LookUp(ledger, position, cancellation)));
            warm.Add(await Time(() => Prove(ledger.Log, position, cancellation)));
            var forgetful = new SealedLog(ledger.Database, ledger.Store, ledger.Log.Identity);
            anew.Add(await Time(() => Prove(forgetful, position, cancellation)));
        }

        return [lookUps, warm, anew];
    }

    private static async Task LookUp(LedgerSystem ledger, long position, CancellationToken cancellation)
    {
        await using var command = ledger.Database.CreateCommand("select type, data from public.mt_events where seq_id = $1");
        command.Parameters.AddWithValue(position);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation) || reader.GetFieldValue<byte[]>(1).Length == 0)
            throw new InvalidOperationException($"There is no event at {position}.");
    }

    private static async Task Prove(SealedLog log, long position, CancellationToken cancellation)
    {
        if (await log.Proof(position, cancellation) is null)
            throw new InvalidOperationException($"There is no proof of position {position}.");
    }

    private static async Task<double> Time(Func<Task> ask)
    {
        var clock = Stopwatch.StartNew();
        await ask();
        return clock.Elapsed.TotalMilliseconds;
    }
}
