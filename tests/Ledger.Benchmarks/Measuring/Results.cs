using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Benchmarks.Measuring;

/// <summary>All that was measured in one run, as a table or as one JSON object.</summary>
internal sealed record Results(
    string Server, int Cores, IReadOnlyList<string> Engines, string Size, int Runs, IReadOnlyList<Measurement> Measurements)
{
    /// <summary>Values below it are told with two decimals.</summary>
    private const double DigitsBelow = 100;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public void WriteJson(TextWriter output) => output.WriteLine(JsonSerializer.Serialize(this, Json));

    public void WriteHead(TextWriter output)
    {
        var engines = string.Join(" and ", Engines);
        output.WriteLine($"PostgreSQL {Server}, {Cores} cores, durability on; engine {engines}; {Size} sizes, median of {Runs} runs");
        output.WriteLine();
    }

    /// <summary>The rows of the table that a section has come to.</summary>
    public static void WriteRows(TextWriter output, IReadOnlyList<Measurement> measurements)
    {
        var width = measurements.Max(one => one.Name.Length);
        foreach (var one in measurements)
        {
            var value = one.Value.ToString(one.Value < DigitsBelow ? "N2" : "N0", CultureInfo.InvariantCulture);
            var spread = (one.Value == 0 ? 0 : (one.Highest - one.Lowest) / 2 / one.Value).ToString("P0", CultureInfo.InvariantCulture);
            output.WriteLine($"{one.Name.PadRight(width)}  {value,10} {one.Unit,-11} ±{spread,-5} {Compared(one)}{Reached(one)}".TrimEnd());
        }
    }

    private static string Reached(Measurement one) => one is { Target: { } target, Met: { } met }
        ? $" (asked: {target.Told(one.Unit)}, {(met ? "met" : "NOT MET")})"
        : "";

    private static string Compared(Measurement one) => one is { Ratio: { } ratio, Limit: { } limit }
        ? $"{ratio.ToString("0.00", CultureInfo.InvariantCulture)} of {limit.Replace("limit: ", "", StringComparison.Ordinal)}"
        : "";
}
