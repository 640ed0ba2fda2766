using Ledger.Application.TwoTimes.Diffs;

namespace Ledger.Host.Wording;

/// <summary>Differences in words: kinds of things, fields, and the values that are codes.</summary>
public static class DiffWords
{
    public static string Thing(string kind) => Words.Value("thing", kind)?.Zh ?? kind;

    public static string Field(string name) => Words.Field(name).Zh;

    public static string Value(string field, string? value) => value is null ? "—" : field switch
    {
        "authority" or "coAuthority" => ActorWords.Zh(value),
        _ => Words.Value(field, value)?.Zh ?? value,
    };

    /// <summary>A point as people read it: the day in force, and what was known.</summary>
    public static string Point(SettledPoint point) => $"{Pages.Days.Text(point.ValidAt)} 有效、位置 {point.KnownAt} 所知";
}
