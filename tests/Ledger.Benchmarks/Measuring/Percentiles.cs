namespace Ledger.Benchmarks.Measuring;

/// <summary>How long single things took, run by run: what half of them stayed within, and what all but one in a hundred did.</summary>
internal static class Percentiles
{
    private static readonly int[] Told = [50, 99];

    public static double At(List<double> sorted, int percent) => sorted[Math.Min(sorted.Count - 1, sorted.Count * percent / 100)];

    /// <summary>The limit and what is compared with it, each percentile with the same of the limit in the same run; milliseconds.</summary>
    /// <param name="runs">For each run the times of each name.</param>
    public static IReadOnlyList<Measurement> Of(IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<List<double>>> runs)
    {
        foreach (var times in runs.SelectMany(run => run))
            times.Sort();
        return
        [
            .. Told.SelectMany(percent =>
            {
                var values = names.Select((_, at) => runs.Select(run => At(run[at], percent)).ToList()).ToList();
                var limit = Measurement.Of($"{names[0]}, p{percent}", "ms", values[0]);
                return names.Skip(1)
                    .Select((name, at) => Measurement.Paired($"{name}, p{percent}", "ms", values[at + 1], limit, values[0]))
                    .Prepend(limit);
            }),
        ];
    }
}
