using System.Collections.Frozen;
using System.Text.Json;

namespace Ledger.Host.Wording;

/// <param name="Zh">For people, first.</param>
/// <param name="En">The same in English.</param>
public sealed record Wording(string Zh, string En);

/// <summary>
/// What facts, their fields and their values are called in the regulation's words. One table, <c>words.json</c>, so that a page, an answer
/// and a later translation say the same.
/// </summary>
public static class Words
{
    private sealed record Table(
        IReadOnlyDictionary<string, Wording> Facts,
        IReadOnlyDictionary<string, Wording> Fields,
        IReadOnlyDictionary<string, Wording> Values);

    private static readonly Table All = Load();
    private static readonly FrozenDictionary<string, Wording> Values = All.Values.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="alias">A fact's alias with its version, <c>institution.listed.v1</c>; the words are the same for every version.</param>
    /// <returns>The alias itself for a fact of a newer ledger: shown as it is rather than left out.</returns>
    public static Wording Fact(string alias) => All.Facts.GetValueOrDefault(WithoutVersion(alias)) ?? new Wording(alias, alias);

    public static Wording Field(string name) => All.Fields.GetValueOrDefault(name) ?? new Wording(name, name);

    /// <summary>The word for a value of a field (<c>gravity</c>, <c>serious</c>); null where the value speaks for itself.</summary>
    public static Wording? Value(string field, string value) => Values.GetValueOrDefault($"{field}.{value}");

    /// <summary>The same for an enum's value, in Chinese.</summary>
    public static string Zh<T>(string field, T value) where T : struct, Enum
    {
        var word = JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
        return Value(field, word)?.Zh ?? word;
    }

    public static Wording Flag(bool value) => Values[value ? "true" : "false"];

    public static bool HasFact(string alias) => All.Facts.ContainsKey(WithoutVersion(alias));

    public static bool HasField(string name) => All.Fields.ContainsKey(name);

    private static string WithoutVersion(string alias)
    {
        var version = alias.LastIndexOf(".v", StringComparison.Ordinal);
        return version < 0 ? alias : alias[..version];
    }

    private static Table Load()
    {
        using var json = typeof(Words).Assembly.GetManifestResourceStream("Ledger.Host.words.json")
            ?? throw new InvalidOperationException("The table of words is not in the assembly.");
        return JsonSerializer.Deserialize<Table>(json, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException("The table of words is empty.");
    }
}
