using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Cli.Output;

/// <summary>The result of a verb: one JSON object, or lines for people, never both.</summary>
internal static class Report
{
    /// <summary>As the API writes: camelCase, words for enums, Chinese as it is.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static void WriteJson(this Terminal terminal, object value) =>
        terminal.Output.WriteLine(JsonSerializer.Serialize(value, value.GetType(), Json));

    /// <summary>Label and value in two columns. Labels are Latin, so that their width is their length.</summary>
    public static void WritePairs(this Terminal terminal, params ReadOnlySpan<(string Label, object? Value)> pairs)
    {
        var width = 0;
        foreach (var (label, _) in pairs)
            width = Math.Max(width, label.Length);
        foreach (var (label, value) in pairs)
        {
            if (value is not null)
                terminal.Output.WriteLine($"{label.PadRight(width)}  {value}");
        }
    }
}
