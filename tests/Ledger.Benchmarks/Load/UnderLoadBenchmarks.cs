using Ledger.Benchmarks.Measuring;

namespace Ledger.Benchmarks.Load;

/// <summary>
/// A full-rate import of hours, alone; with the read models following; and with the read models following, the log being sealed and
/// readers asking. The import is a process of its own and the rest is another, as beside a service, all on one machine. What the import
/// loses, how far the followers fall behind, and what the readers feel of it.
/// </summary>
internal static class UnderLoadBenchmarks
{
    /// <summary>The import keeps at least so much of its rate when read models follow.</summary>
    private const double ImportKept = 0.8;

    /// <summary>A reader's slowest answer of a hundred takes at most so many times as long as idle.</summary>
    private const double TimesIdle = 3;

    /// <summary>Followers are at most so far behind, seconds of work at the import's own rate.</summary>
    private const double LagSeconds = 2;

    public static async Task<IReadOnlyList<Measurement>> Of(Bench bench, CancellationToken cancellation)
    {
        var file = LoadedLedger.WriteFile(bench);
        var runs = new List<Run>();
        for (var run = 0; run <= bench.Sizes.Runs; run++)
        {
            await bench.Log.WriteLineAsync($"run {run} of {bench.Sizes.Runs}: import alone, followed, and under load");
            var alone = await Import(bench, file, new With(false, false, false), cancellation);
            var followed = await Import(bench, file, new With(true, false, false), cancellation);
            var loaded = await Import(bench, file, new With(true, true, true), cancellation);
            // The first one warms up.
            if (run > 0)
                runs.Add(new Run(alone, followed, loaded));
        }

        return [.. Imports(runs), .. Behind(runs), .. Answers(runs)];
    }

    private static IEnumerable<Measurement> Imports(List<Run> runs)
    {
        var alone = runs.Select(run => run.Alone.Rate).ToList();
        var limit = Measurement.Of("limit: hours import alone, with all that was there before", "events/s", alone);
        yield return limit;
        yield return Measurement.Paired(
            "hours import, read models following", "events/s", [.. runs.Select(run => run.Followed.Rate)], limit, alone)
            .Asked(Target.RatioAtLeast(ImportKept));
        yield return Measurement.Paired(
            "hours import, read models following, sealed, and read from", "events/s", [.. runs.Select(run => run.Loaded.Rate)], limit,
            alone);
    }

    private static IEnumerable<Measurement> Behind(List<Run> runs)
    {
        yield return Of("longest lag of the read models, import followed", run => run.Followed.Of(lags => lags.LongestOfReadModels));
        yield return Of("longest lag of the read models, under load", run => run.Loaded.Of(lags => lags.LongestOfReadModels));
        yield return Of("longest lag of the checkpoint, under load", run => run.Loaded.Of(lags => lags.LongestOfSealing));
        yield return Of("all sealed after the import's end, under load", run => run.Loaded.Lags.SealedAfter);

        Measurement Of(string name, Func<Run, double> seconds) =>
            Measurement.Of(name, "s of work", runs.Select(seconds)).Asked(Target.ValueAtMost(LagSeconds));
    }

    private static IEnumerable<Measurement> Answers(List<Run> runs) => Readers.Kinds.SelectMany((kind, at) => Percentiles
        .Of([$"limit: {kind}, idle", $"{kind}, under load"], [.. runs.Select(run => run.Loaded.Answers(at))])
        .Select(one => one.Limit is not null && at < Readers.Asked.Count && one.Name.EndsWith("p99", StringComparison.Ordinal)
            ? one.Asked(Target.RatioAtMost(TimesIdle))
            : one));

    private static async Task<Imported> Import(Bench bench, string file, With with, CancellationToken cancellation)
    {
        await using var loaded = await LoadedLedger.Of(bench, cancellation);
        var ledger = loaded.Ledger;
        var readers = await Readers.Of(ledger, cancellation);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        List<Task> beside = [];
        if (with.Following)
            beside.Add(ledger.Projections.Run(error => over.Cancel(), over.Token));
        if (with.Sealing)
            beside.Add(ledger.Sealing.Run(over.Token));
        try
        {
            var idle = with.Reading
                ? await readers.AskUntil(Task.Delay(TimeSpan.FromSeconds(bench.Sizes.IdleSeconds), cancellation), over.Token)
                : [];
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var import = loaded.Import(file, begun, over.Token);
            await begun.Task;
            var during = with.Reading ? readers.AskUntil(import, over.Token) : Task.FromResult<IReadOnlyList<List<double>>>([]);
            var lags = await Lags.Watch(ledger, import, with.Sealing, over.Token);
            return new Imported(await import, lags, idle, await during);
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(beside).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private sealed record With(bool Following, bool Sealing, bool Reading);

    /// <param name="Rate">Events per second.</param>
    private sealed record Imported(double Rate, Lags Lags, IReadOnlyList<List<double>> Idle, IReadOnlyList<List<double>> During)
    {
        /// <summary>A lag of events as seconds of work at this import's rate.</summary>
        public double Of(Func<Lags, long> events) => events(Lags) / Rate;

        public IReadOnlyList<List<double>> Answers(int kind) => [Idle[kind], During[kind]];
    }

    private sealed record Run(Imported Alone, Imported Followed, Imported Loaded);
}
