using System.Globalization;

namespace Ledger.Benchmarks.Measuring;

/// <summary>What a measurement is asked to reach.</summary>
/// <param name="Of">What is looked at: the ratio to the limit, or the value itself.</param>
/// <param name="AtLeast">False: it must be at most the bound.</param>
/// <param name="Bound">Of a value, in the measurement's unit.</param>
internal sealed record Target(TargetOf Of, bool AtLeast, double Bound)
{
    public static Target RatioAtLeast(double bound) => new(TargetOf.Ratio, true, bound);

    public static Target RatioAtMost(double bound) => new(TargetOf.Ratio, false, bound);

    public static Target ValueAtMost(double bound) => new(TargetOf.Value, false, bound);

    public bool IsMet(Measurement one) =>
        (Of == TargetOf.Value ? one.Value : one.Ratio) is { } reached && (AtLeast ? reached >= Bound : reached <= Bound);

    /// <summary>Such as <c>>= 0.8</c>, or <c>&lt;= 3 s</c> where it is about the value.</summary>
    public string Told(string unit)
    {
        var bound = Bound.ToString("0.##", CultureInfo.InvariantCulture);
        return $"{(AtLeast ? ">=" : "<=")} {bound}{(Of == TargetOf.Value ? " " + unit : "")}";
    }
}

internal enum TargetOf
{
    Ratio,
    Value,
}
