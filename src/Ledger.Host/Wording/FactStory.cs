using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Application.Commands;
using Ledger.Domain.Kernel;

namespace Ledger.Host.Wording;

/// <summary>A recorded fact as it is told: what happened, whose act it was, on what ground, and when it was written down.</summary>
/// <param name="Position">In the ledger, gapless.</param>
/// <param name="Version">In its stream.</param>
/// <param name="Actor">Role or code of whoever wrote it down; never a name.</param>
/// <param name="On">The day it takes effect; null for a fact of a newer ledger.</param>
/// <param name="By">Whose act it is in law.</param>
public sealed record FactStory(
    long Position,
    long Version,
    DateTimeOffset RecordedAt,
    string? Actor,
    string Type,
    Wording What,
    DateOnly? On,
    string? By,
    CitedArticle? Article,
    string? Document,
    IReadOnlyList<Statement> Statements,
    IReadOnlyList<Evidence> Evidence)
{
    /// <summary>The day it counts from; for a fact of a newer ledger, the day it was recorded (Asia/Shanghai) stands in.</summary>
    [JsonIgnore]
    public DateOnly Day => On ?? ShanghaiTime.DayOf(RecordedAt);

    /// <summary>Days from its effect to its record; 0 where it was written down on its day.</summary>
    [JsonIgnore]
    public int DaysTillRecorded => Math.Max(0, ShanghaiTime.DayOf(RecordedAt).DayNumber - Day.DayNumber);

    public static FactStory Of(DecodedFact fact)
    {
        var recorded = fact.Recorded;
        var act = (fact.Fact as ILegalFact)?.Act;
        using var json = JsonDocument.Parse(recorded.Json);
        return new FactStory(
            recorded.Position,
            recorded.Version,
            recorded.RecordedAt,
            recorded.Metadata.Actor,
            recorded.Type,
            Words.Fact(recorded.Type),
            act?.On,
            act?.By,
            CitedArticle.Of(act?.Rule),
            act?.Document,
            [.. Ordered(json.RootElement, fact.Fact?.GetType()).SelectMany(StatementsOf), .. Lateness(fact.Fact)],
            act?.Evidence ?? []);
    }

    /// <summary>In the order in which the fact's record declares them: the database sorts keys by length.</summary>
    private static IEnumerable<JsonProperty> Ordered(JsonElement body, Type? type)
    {
        var order = type is null ? [] : FactCatalog.Json.GetTypeInfo(type).Properties.Select(property => property.Name).ToList();
        return body.EnumerateObject()
            .Where(property => property.Name != "act")
            .OrderBy(property => order.IndexOf(property.Name) is var at and >= 0 ? at : int.MaxValue);
    }

    private static IEnumerable<Statement> StatementsOf(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.Object => property.Value.EnumerateObject().SelectMany(StatementsOf),
        JsonValueKind.True or JsonValueKind.False => [Raw(property, Words.Flag(property.Value.GetBoolean()))],
        JsonValueKind.Array => [Several(property.Name, property.Value)],
        JsonValueKind.String => [Text(property.Name, property.Value.GetString()!)],
        _ => [Raw(property, null)],
    };

    /// <summary>How long after its last day it came. It follows from the fact, and is said so that nobody has to reckon.</summary>
    private static IEnumerable<Statement> Lateness(IFact? fact)
    {
        if (fact is not IDueFact { Due: { } due } late || late.Act.On <= due)
            yield break;
        var days = (late.Act.On.DayNumber - due.DayNumber).ToString(CultureInfo.InvariantCulture);
        yield return new Statement("late", Words.Field("late"), days, new Wording($"{days} 天", $"{days} days"));
    }

    private static Statement Raw(JsonProperty property, Wording? words) =>
        new(property.Name, Words.Field(property.Name), property.Value.GetRawText(), words);

    /// <summary>Long lists are counted for people; programs get them whole.</summary>
    private static Statement Several(string name, JsonElement items) => new(
        name, Words.Field(name), items.GetRawText(), new Wording($"{items.GetArrayLength()} 项", $"{items.GetArrayLength()} items"));

    private static Statement Text(string name, string value) => new(name, Words.Field(name), value, Words.Value(name, value));
}

/// <param name="Value">As recorded.</param>
/// <param name="Words">The value in words, where it is a code.</param>
public sealed record Statement(string Field, Wording Label, string Value, Wording? Words);
