using System.Collections.Frozen;

namespace Ledger.Domain.Codes;

/// <summary>A professional title (GB/T 8561-2001).</summary>
/// <param name="Series">Two digits: 01 for teachers of universities.</param>
/// <param name="Level">正高级, 副高级, 中级, 初级(助理级), 初级(员级); null for a series.</param>
public sealed record Title(string Code, string Name, string Series, bool IsSeries, string? Level);

/// <summary>The titles there are. The list is older than the reforms of 2017 to 2021: a title it lacks is a warning at most.</summary>
public static class TitleRegister
{
    private static readonly Lazy<FrozenDictionary<string, Title>> Standard = new(() => CodeTable.Read("gbt8561-titles.csv")
        .Select(row => new Title(row["code"], row["name"], row["series"], row["kind"] == "系列",
            row["level_by_last_digit"] is { Length: > 0 } level ? level : null))
        .ToFrozenDictionary(title => title.Code, StringComparer.Ordinal));

    public static IEnumerable<Title> All => Standard.Value.Values;

    public static Title? Find(string code) => Standard.Value.GetValueOrDefault(code);
}
