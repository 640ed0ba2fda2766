using Microsoft.AspNetCore.Routing;

namespace Ledger.Host.Requests;

/// <summary>The ids in a path. Random ids are written one way, whichever way they came.</summary>
public static class PathIds
{
    public static IReadOnlyDictionary<string, string> Of(RouteValueDictionary values) =>
        values.ToDictionary(pair => pair.Key, pair => Normal(pair.Key, pair.Value?.ToString() ?? ""), StringComparer.Ordinal);

    private static string Normal(string name, string value) =>
        name is "person" or "entry" && Guid.TryParse(value, out var id) ? id.ToString("D") : value;
}
