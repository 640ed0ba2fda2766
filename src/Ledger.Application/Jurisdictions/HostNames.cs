using System.Text.RegularExpressions;

namespace Ledger.Application.Jurisdictions;

/// <summary>Names of jurisdictions and of hosts.</summary>
public static partial class HostNames
{
    private const string LocalName = "localhost";

    /// <summary>
    /// <c>localhost</c> and all names under it: they lead to this machine and belong to nobody else (RFC 6761 section 6.3).
    /// </summary>
    public static bool IsOfThisMachine(string host) =>
        host.Equals(LocalName, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + LocalName, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Letters, digits and hyphens between dots (RFC 1123 section 2.1); the last label is no number, or it would be an address.
    /// </summary>
    internal static bool IsHostName(string host)
    {
        var labels = host.Split('.');
        return host.Length <= JurisdictionLimits.HostCharacters
            && labels.All(label => label.Length <= JurisdictionLimits.LabelCharacters && Label().IsMatch(label))
            && !labels[^1].All(char.IsAsciiDigit);
    }

    internal static bool IsSlug(string name) => Slug().IsMatch(name);

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex Slug();
}
