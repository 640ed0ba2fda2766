using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Ledger.Domain.Values;

public enum AuthorityKind
{
    /// <summary>人力资源社会保障主管部门.</summary>
    HumanResources,

    /// <summary>行业主管部门.</summary>
    Industry,

    /// <summary>行业组织.</summary>
    Organisation,
}

/// <summary>
/// The ledger's code of an authority: <c>hr-360000</c>, <c>industry-360000-health</c>, <c>organisation-360000-accountants</c>.
/// The level is that of the division.
/// </summary>
public readonly partial record struct AuthorityCode
{
    private readonly string? _value;

    private AuthorityCode(string value, AuthorityKind kind, DivisionCode division, string? sector) =>
        (_value, Kind, Division, Sector) = (value, kind, division, sector);

    public string Value => _value ?? string.Empty;

    public AuthorityKind Kind { get; }

    public DivisionCode Division { get; }

    public DivisionLevel Level => Division.Level;

    /// <summary>The industry, or the organisation's short name, in letters, digits and hyphens; null for human resources.</summary>
    public string? Sector { get; }

    public override string ToString() => Value;

    public static bool TryParse(string? text, out AuthorityCode code, [NotNullWhen(false)] out ValueProblem? problem)
    {
        code = default;
        var match = Form().Match(text ?? string.Empty);
        if (!match.Success)
        {
            problem = new("authority.form", "主管部门代码格式不符", "This is not the form of an authority's code.",
                "应如：hr-360000、industry-360000-health、organisation-360000-accountants");
            return false;
        }

        if (!DivisionCode.TryParse(match.Groups["division"].Value, out var division, out problem))
        {
            return false;
        }

        var (kind, sector) = match.Groups["kind"].Value switch
        {
            "industry" => (AuthorityKind.Industry, match.Groups["sector"].Value),
            "organisation" => (AuthorityKind.Organisation, match.Groups["sector"].Value),
            _ => (AuthorityKind.HumanResources, null),
        };
        code = new(match.Value, kind, division, sector);
        return true;
    }

    [GeneratedRegex(
        "^(?:(?<kind>hr)-(?<division>[0-9]{6})"
        + "|(?<kind>industry|organisation)-(?<division>[0-9]{6})-(?<sector>[a-z0-9](?:-?[a-z0-9]){0,39}))\\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
