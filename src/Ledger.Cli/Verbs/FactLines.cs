using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Application.Commands;
using Ledger.Application.TwoTimes;
using Ledger.Cli.Output;
using Ledger.Domain.Kernel;

namespace Ledger.Cli.Verbs;

/// <summary>The facts of one stream, as JSON or a line each.</summary>
internal static class FactLines
{
    public static void Write(Terminal terminal, Replay replay, bool json)
    {
        if (json)
        {
            terminal.WriteJson(new
            {
                replay.StreamId,
                replay.Version,
                replay.KnownAt,
                replay.ValidAt,
                Facts = replay.Facts.Select(fact => new
                {
                    fact.Recorded.Position,
                    fact.Recorded.Version,
                    fact.Recorded.Type,
                    fact.Recorded.RecordedAt,
                    fact.Recorded.Metadata.Actor,
                    Data = JsonNode.Parse(fact.Recorded.Json.Span),
                }),
            });
            return;
        }

        var until = replay.ValidAt is { } day ? $", in force on {day:yyyy-MM-dd}" : "";
        terminal.Output.WriteLine($"{replay.StreamId}: version {replay.Version}, as known at position {replay.KnownAt}{until}");
        foreach (var fact in replay.Facts)
            terminal.Output.WriteLine(Line(fact));
    }

    private static string Line(DecodedFact fact)
    {
        var act = (fact.Fact as ILegalFact)?.Act;
        var day = act?.On ?? ShanghaiTime.DayOf(fact.Recorded.RecordedAt);
        var words = new[] { act is null ? null : $"by {act.By}", act?.Rule?.Article, act?.Document, Rest(fact) };
        var said = string.Join("  ", words.OfType<string>());
        return $"  {day:yyyy-MM-dd}  #{fact.Recorded.Position,-6} {fact.Recorded.Type,-40} {said}".TrimEnd();
    }

    /// <summary>What the fact says beside who, when and by which article.</summary>
    private static string Rest(DecodedFact fact)
    {
        using var body = JsonDocument.Parse(fact.Recorded.Json);
        return string.Join("  ", body.RootElement.EnumerateObject()
            .Where(property => property.Name != "act")
            .Select(property => $"{property.Name}={Text(property.Value)}"));
    }

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : JsonSerializer.Serialize(value, FactCatalog.Json);
}
