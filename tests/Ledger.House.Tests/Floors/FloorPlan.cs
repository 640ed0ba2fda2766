using System.Xml.Linq;

namespace Ledger.House.Tests.Floors;

/// <summary>Which project may stand on which. What is not allowed here is not allowed.</summary>
public static class FloorPlan
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Ledger.Domain"] = [],
        ["Ledger.EventStore"] = [],
        ["Ledger.Transparency"] = [],
        ["Ledger.Sealing"] = ["Ledger.EventStore", "Ledger.Transparency"],
        ["Ledger.Messaging"] = ["Ledger.EventStore"],
        ["Ledger.Projections"] = ["Ledger.Domain", "Ledger.EventStore"],
        ["Ledger.Application"] =
        [
            "Ledger.Domain", "Ledger.EventStore", "Ledger.Messaging", "Ledger.Projections", "Ledger.Sealing", "Ledger.Transparency",
        ],
        ["Ledger.Marten"] = ["Ledger.Application", "Ledger.Domain", "Ledger.EventStore", "Ledger.Messaging"],
        ["Ledger.Host"] =
        [
            "Ledger.Application", "Ledger.Projections", "Ledger.Messaging", "Ledger.Sealing", "Ledger.Transparency", "Ledger.EventStore",
            "Ledger.Domain",
        ],
        ["Ledger.Cli"] =
        [
            "Ledger.Host", "Ledger.Marten", "Ledger.Application", "Ledger.Projections", "Ledger.Messaging", "Ledger.Sealing",
            "Ledger.Transparency", "Ledger.EventStore", "Ledger.Domain",
        ],
    };

    public static IReadOnlyCollection<string> Floors => Allowed.Keys;

    /// <param name="references">What each project of the product refers to, by project name.</param>
    public static IReadOnlyList<string> Violations(IReadOnlyDictionary<string, IReadOnlyList<string>> references) =>
    [
        .. references.Keys.Where(project => !Allowed.ContainsKey(project)).Select(project => $"{project} has no floor"),
        .. from project in references
           where Allowed.ContainsKey(project.Key)
           from target in project.Value
           where !Allowed[project.Key].Contains(target)
           select $"{project.Key} refers to {target}",
    ];

    /// <summary>The project references of one csproj.</summary>
    public static IReadOnlyList<string> References(string project) =>
    [
        .. XDocument.Parse(project).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(((string?)reference.Attribute("Include") ?? "").Replace('\\', '/'))),
    ];
}
