using System.Collections.Frozen;
using Ledger.Domain.Values;

namespace Ledger.Domain.Codes;

/// <param name="ValidFrom">First day in use; null when the list does not say.</param>
/// <param name="ValidTo">Last day in use, inclusive; null while it is.</param>
public sealed record Division(DivisionCode Code, string Name, DateOnly? ValidFrom = null, DateOnly? ValidTo = null)
{
    public DivisionLevel Level => Code.Level;

    /// <summary>A statistical area (fifth digit 7), not a division of GB/T 2260.</summary>
    public bool IsStatisticalOnly => Code.IsStatisticalOnly;

    /// <summary>市辖区, 县 and the like: rows that only group others and that nobody says in an address.</summary>
    public bool IsPlaceholder => Level == DivisionLevel.City && Name is "市辖区" or "县" or "省直辖县级行政区划" or "自治区直辖县级行政区划";
}

public enum DivisionStanding
{
    InUse,
    NotYetInUse,
    Retired,
    Unknown,
}

/// <param name="Warning">Null when the code was in use on the day and is a division of GB/T 2260. Never a reason to refuse.</param>
public sealed record DivisionJudgement(DivisionStanding Standing, Division? Division, ValueProblem? Warning);

/// <summary>The divisions there are and were.</summary>
public sealed class DivisionRegister
{
    private static readonly Lazy<DivisionRegister> Nbs = new(() => new(
        CodeTable.Read("divisions-2023-nbs.csv").Select(row => new Division(Code(row["code"]), row["name"]))));

    private readonly FrozenDictionary<string, Division> _byCode;

    /// <param name="divisions">Where a code stands twice, the first counts.</param>
    public DivisionRegister(IEnumerable<Division> divisions) =>
        _byCode = divisions.DistinctBy(division => division.Code).ToFrozenDictionary(division => division.Code.Value,
            StringComparer.Ordinal);

    /// <summary>The divisions of the National Bureau of Statistics as of 2023-06-30.</summary>
    public static DivisionRegister Embedded => Nbs.Value;

    /// <summary>The day the embedded list states the divisions as of.</summary>
    public static DateOnly EmbeddedAsOf { get; } = new(2023, 6, 30);

    public IEnumerable<Division> All => _byCode.Values;

    public Division? Find(DivisionCode code) => _byCode.GetValueOrDefault(code.Value);

    /// <summary>江西省/九江市/德安县; divisions that only group others are left out. Null for a code that is not known.</summary>
    public string? PathOf(DivisionCode code)
    {
        if (Find(code) is not { } division)
            return null;

        var above = code.Parent is { } parent ? PathOf(parent) ?? (parent.Parent is { } province ? PathOf(province) : null) : null;
        return division.IsPlaceholder && above is not null ? above : above is null ? division.Name : $"{above}/{division.Name}";
    }

    /// <summary>Whether a code was in use on a day.</summary>
    public DivisionJudgement Judge(DivisionCode code, DateOnly day) => Find(code) switch
    {
        null => new(DivisionStanding.Unknown, null, new("division.unknown", $"代码表中没有{code}，可能是新代码或者早已停用的代码",
            $"The register has no {code}: it may be new, or long retired.", "请核对；新代码可用 ledger import codes 载入")),
        { ValidTo: { } last } retired when day > last => new(DivisionStanding.Retired, retired, new(
            "division.retired", $"{code}（{retired.Name}）已于{last:yyyy-MM-dd}后停用",
                $"{code} has been out of use since after {last:yyyy-MM-dd}.")),
        { ValidFrom: { } first } coming when day < first => new(DivisionStanding.NotYetInUse, coming, new(
            "division.not-yet", $"{code}（{coming.Name}）自{first:yyyy-MM-dd}起启用", $"{code} is in use from {first:yyyy-MM-dd} only.")),
        { IsStatisticalOnly: true } area => new(DivisionStanding.InUse, area, new(
            "division.statistical-only", $"{code}（{area.Name}）只是统计用区划，不是GB/T 2260的行政区划",
                $"{code} is a statistical area only, not a division of GB/T 2260.", "请改用所在县级行政区划的代码")),
        var division => new(DivisionStanding.InUse, division, null),
    };

    /// <summary>This register with others put over it: newer lists know better.</summary>
    public DivisionRegister With(IEnumerable<Division> newer) => new(newer.Concat(_byCode.Values));

    private static DivisionCode Code(string text) =>
        DivisionCode.TryParse(text, out var code, out var problem) ? code : throw new InvalidOperationException(problem.En);
}
