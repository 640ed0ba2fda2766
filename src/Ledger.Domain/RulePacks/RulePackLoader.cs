using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Domain.RulePacks;

/// <summary>What is wrong with a pack.</summary>
/// <param name="Code">Stable, for machines: <c>pack.words-not-in-article</c>.</param>
/// <param name="Where">The parameter, instrument or JSON path.</param>
public sealed record PackFault(string Code, string Where, string What);

/// <param name="Pack">Null when there is a fault: a pack that cites what does not stand there decides nothing.</param>
public sealed record PackReading(RulePack? Pack, IReadOnlyList<PackFault> Faults);

/// <summary>
/// Reads a rule pack and checks it against itself: every parameter is there and no other, every article that is cited stands in the
/// pack, and the words that are applied stand in that article to the letter. A law that was retyped wrongly is found here.
/// </summary>
public static class RulePackLoader
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>The names in <see cref="Rules"/>: what a pack must carry.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!),
    ];

    public static PackReading Read(ReadOnlySpan<byte> json)
    {
        RulePack? pack;
        try
        {
            pack = JsonSerializer.Deserialize<RulePack>(json, Strict);
        }
        catch (JsonException exception)
        {
            return new(null, [new("pack.not-readable", exception.Path ?? "$", exception.Message)]);
        }

        if (pack is null)
        {
            return new(null, [new("pack.not-readable", "$", "The pack is null.")]);
        }

        PackFault[] faults = [.. FaultsOf(pack)];
        return faults.Length == 0 ? new(pack, []) : new(null, faults);
    }

    private static IEnumerable<PackFault> FaultsOf(RulePack pack)
    {
        var instruments = pack.Instruments.ToLookup(instrument => instrument.Id, StringComparer.Ordinal);
        return pack.Instruments.SelectMany(FaultsOf)
            .Concat(instruments.Where(same => same.Count() > 1)
                .Select(same => new PackFault("pack.instrument-twice", same.Key, "Two instruments have this id.")))
            .Concat(Names.Except(pack.Parameters.Keys, StringComparer.Ordinal)
                .Select(name => new PackFault("pack.parameter-missing", name,
                    "Code decides with this parameter and the pack does not carry it.")))
            .Concat(pack.Parameters.Keys.Except(Names, StringComparer.Ordinal)
                .Select(name => new PackFault("pack.parameter-unknown", name,
                    "Nothing decides with this parameter; is the name misspelt?")))
            .Concat(pack.Parameters.SelectMany(pair => FaultsOf(pair.Key, pair.Value,
                instruments[pair.Value.Instrument].FirstOrDefault())));
    }

    private static IEnumerable<PackFault> FaultsOf(Instrument instrument)
    {
        if (instrument.InForceTo < instrument.InForceFrom)
        {
            yield return new("pack.ends-before-it-begins", instrument.Id,
                $"In force to {instrument.InForceTo:O}, from {instrument.InForceFrom:O}.");
        }

        if (instrument.Status != PackStatus.InForce && string.IsNullOrWhiteSpace(instrument.Note))
        {
            yield return new("pack.standing-without-note", instrument.Id,
                "A draft or unverified text says in its note what is still to be checked.");
        }
    }

    private static IEnumerable<PackFault> FaultsOf(string name, RuleParameter parameter, Instrument? instrument)
    {
        if (instrument is null)
        {
            yield return new("pack.instrument-unknown", name, $"There is no instrument '{parameter.Instrument}'.");
        }
        else if (!instrument.Articles.TryGetValue(parameter.Article, out var text))
        {
            yield return new("pack.article-unknown", name, $"'{instrument.Id}' carries no {parameter.Article}.");
        }
        else if (parameter.Words.Length == 0 || !text.Contains(parameter.Words, StringComparison.Ordinal))
        {
            yield return new("pack.words-not-in-article", name,
                $"These words do not stand in {instrument.Id}:{parameter.Article}: {parameter.Words}");
        }

        if (parameter.Number.HasValue != !string.IsNullOrWhiteSpace(parameter.Unit))
        {
            yield return new("pack.number-without-unit", name, "A number has a unit, and a unit has a number.");
        }

        if (parameter.Force == Force.Choice && string.IsNullOrWhiteSpace(parameter.Reason))
        {
            yield return new("pack.choice-without-reason", name, "Where the texts are silent the pack says why it chose this reading.");
        }
    }
}
