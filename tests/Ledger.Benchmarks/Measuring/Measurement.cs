namespace Ledger.Benchmarks.Measuring;

/// <summary>What one measurement came to: the median of several runs, and how far they lay apart.</summary>
/// <param name="Unit">Such as <c>events/s</c> or <c>ms</c>.</param>
/// <param name="Value">The median.</param>
/// <param name="Lowest">Of the runs, and <paramref name="Highest"/> likewise.</param>
/// <param name="Limit">The name of what it is compared with; null for a limit itself.</param>
/// <param name="Ratio">The median over the rounds of this rate over the limit's, each pair taken one right after the other.</param>
internal sealed record Measurement(
    string Name, string Unit, double Value, double Lowest, double Highest, string? Limit = null, double? Ratio = null)
{
    /// <summary>What it is asked to reach; null where nothing is.</summary>
    public Target? Target { get; init; }

    /// <summary>Whether it does; null where nothing is asked.</summary>
    public bool? Met => Target?.IsMet(this);

    public static Measurement Of(string name, string unit, IEnumerable<double> runs)
    {
        var sorted = runs.Order().ToArray();
        return new Measurement(name, unit, sorted[sorted.Length / 2], sorted[0], sorted[^1]);
    }

    public Measurement Against(Measurement limit) => this with { Limit = limit.Name, Ratio = Value / limit.Value };

    /// <summary>As <see cref="Of"/>, compared round by round, so that a machine that slows down slows both.</summary>
    public static Measurement Paired(
        string name, string unit, IReadOnlyList<double> runs, Measurement limit, IReadOnlyList<double> limits) =>
        Of(name, unit, runs) with { Limit = limit.Name, Ratio = Of(name, unit, runs.Zip(limits, (run, most) => run / most)).Value };

    public Measurement Asked(Target target) => this with { Target = target };
}
