using System.Text.Json;
using Ledger.Domain.Kernel;

namespace Ledger.Conformance.Store;

/// <summary><c>thing.happened.v1</c></summary>
public sealed record ThingHappened(int? N = null, int? Turn = null, JsonElement? A = null);

/// <summary><c>thing.listed.v2</c></summary>
public sealed record ThingListed(string Name, decimal Hours, string Rare);

/// <summary>
/// The events of the suites. An engine may build on .NET types; so every alias that a test appends has one here, but for the tests
/// about aliases that a program does not know.
/// </summary>
public static class TestEvents
{
    public const string Happened = "thing.happened.v1";
    public const string Listed = "thing.listed.v2";

    /// <summary>Of no type of this program: what a newer or a foreign one writes.</summary>
    public const string Unknown = "foreign.happened.v1";

    /// <summary>These, and every fact of the ledger.</summary>
    public static IReadOnlyDictionary<string, Type> Types { get; } = new Dictionary<string, Type>(FactCatalog.Types, StringComparer.Ordinal)
    {
        [Happened] = typeof(ThingHappened),
        [Listed] = typeof(ThingListed),
    };

    /// <summary>Null for an alias without a type.</summary>
    public static string? DotNetNameOf(string alias) => Types.TryGetValue(alias, out var type) ? FactCatalog.DotNetNameOf(type) : null;
}
