using System.Collections.Immutable;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.PublishedLists;

/// <summary>An entry as a list prints it.</summary>
/// <param name="Code">The publisher's stable code.</param>
public sealed record PrintedEntry(
    string Code, string Name, string? Region = null, string? Seat = null, string? Authority = null, string? Level = null,
        string? Remark = null);

/// <summary>One institution's standing on one list, folded from the institution's stream.</summary>
/// <param name="Printed">As last printed; null when the list never had it.</param>
public sealed record EntryState(PrintedEntry? Printed, bool Listed)
{
    public static EntryState Never { get; } = new(null, false);

    public static EntryState Fold(string list, IEnumerable<IFact> facts) => facts.Aggregate(Never, (state, fact) => state.Evolve(list,
        fact));

    private EntryState Evolve(string list, IFact fact) => (fact, Printed) switch
    {
        (EntryListed listed, _) when listed.List == list => new(
            new(listed.Code, listed.Name, listed.Region, listed.Seat, listed.Authority, listed.Level, listed.Remark), true),
        (EntryRenamed renamed, { } printed) when renamed.List == list => this with { Printed = printed with { Name = renamed.To } },
        (EntryAuthorityChanged changed, { } printed) when changed.List == list =>
            this with { Printed = printed with { Authority = changed.To } },
        (EntryDetailsChanged changed, { } printed) when changed.List == list => this with
        {
            Printed = printed with { Region = changed.Region, Seat = changed.Seat, Level = changed.Level, Remark = changed.Remark },
        },
        (EntryNoLongerListed absent, _) when absent.List == list => this with { Listed = false },
        _ => this,
    };
}

/// <param name="Day">The day the edition states the list as of.</param>
/// <param name="ContentSha256">Equal for two files that say the same.</param>
public sealed record Edition(DateOnly Day, string ContentSha256);

/// <summary>A list's editions and roster, folded from its own stream.</summary>
/// <param name="Roster">Every code that was ever on it, and whether it is now.</param>
/// <param name="Title">As the newest edition has it; null before the first.</param>
public sealed record PublishedList(ImmutableList<Edition> Editions, ImmutableDictionary<string, bool> Roster, string? Title = null)
{
    public static PublishedList None { get; } = new([], ImmutableDictionary.Create<string, bool>(StringComparer.Ordinal));

    /// <summary>The edition imported last; editions go forward, so it is also the newest.</summary>
    public Edition? Newest => Editions.Count > 0 ? Editions[^1] : null;

    public static PublishedList Fold(IEnumerable<IFact> facts) => facts.Aggregate(None, (list, fact) => fact switch
    {
        EditionImported imported => list with
        {
            Editions = list.Editions.Add(new(imported.Act.On, imported.ContentSha256)),
            Title = imported.Title,
        },
        ListMembershipChanged changed => list with
        {
            Roster = list.Roster
                .SetItems(changed.Listed.Select(code => KeyValuePair.Create(code, true)))
                .SetItems(changed.Absent.Select(code => KeyValuePair.Create(code, false))),
        },
        _ => list,
    });
}

/// <summary>The lists there are, by publisher.</summary>
public static class ListCatalogue
{
    public const string StreamId = "catalogue-lists";

    public static IReadOnlyList<ListOpened> Fold(IEnumerable<IFact> facts) => [.. facts.OfType<ListOpened>()];
}
