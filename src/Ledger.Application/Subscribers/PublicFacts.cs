using System.Collections.Frozen;
using Ledger.Domain.Kernel;

namespace Ledger.Application.Subscribers;

/// <summary>
/// Which facts may leave the process: those about institutions, decisions, published lists and statistics, as the public pages tell them,
/// less the two that name a person by random id. Facts about anybody's hours never do. An alias that this program does not know is not
/// public, for it cannot be told whom it is about.
/// </summary>
public static class PublicFacts
{
    /// <summary>What a prefix must begin with.</summary>
    public static IReadOnlyList<string> Roots { get; } = ["institution.", "decision.", "list.", "edition."];

    private static readonly string[] AboutPersons = ["institution.contact-changed.v1", "institution.legal-representative-changed.v1"];

    private static readonly FrozenSet<string> Public = FactCatalog.Types.Keys
        .Where(alias => Roots.Any(root => alias.StartsWith(root, StringComparison.Ordinal)))
        .Except(AboutPersons)
        .ToFrozenSet(StringComparer.Ordinal);

    public static IReadOnlyCollection<string> All => Public;

    public static bool IsPublic(string alias) => Public.Contains(alias);

    /// <summary>Whether some public fact's alias begins so.</summary>
    public static bool AnyBeginsWith(string prefix) => Public.Any(alias => alias.StartsWith(prefix, StringComparison.Ordinal));
}
