using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.PublishedLists;

namespace Ledger.Projections.Directory;

/// <summary>What a name, an entry or a detail belongs to.</summary>
/// <param name="List">Empty for the institution's own and for the recommended directory.</param>
/// <param name="Code">The listing's id or the publisher's code; empty for what belongs to the institution as such.</param>
internal readonly record struct ThingKey(string Institution, string List, string Code);

internal sealed record NameValue(string Name);

internal sealed record EntryValue(
    string Kind, EntryStatus Status, string? Authority, string? CoAuthority, string? Region, string? Seat, string? Level, string? Remark,
    string? Decision, string? Ground);

internal sealed record DetailValue(string? Host, string? HostCreditCode, string? Division, string? Address, string? Website);

/// <summary>
/// What the directory makes of facts: which thing each is about, and its value after it. Registration and renaming give names; listing
/// and delisting give entries of the recommended directory; the entries of published lists give both.
/// </summary>
internal static class DirectoryFold
{
    public static ThingKey? NameKey(string institution, IFact fact) => fact switch
    {
        InstitutionRegistered or InstitutionRenamed => new ThingKey(institution, "", ""),
        EntryListed entry => new ThingKey(institution, entry.List, entry.Code),
        EntryRenamed entry => new ThingKey(institution, entry.List, entry.Code),
        _ => null,
    };

    public static NameValue? Name(NameValue? before, IFact fact) => fact switch
    {
        InstitutionRegistered registered => new NameValue(registered.Name),
        InstitutionRenamed renamed => new NameValue(renamed.To),
        EntryListed entry => new NameValue(entry.Name),
        EntryRenamed entry => new NameValue(entry.To),
        _ => before,
    };

    public static ThingKey? EntryKey(string institution, IFact fact) => fact switch
    {
        InstitutionListed listed => new ThingKey(institution, "", listed.Listing),
        InstitutionDelisted delisted => new ThingKey(institution, "", delisted.Listing),
        EntryListed entry => new ThingKey(institution, entry.List, entry.Code),
        EntryAuthorityChanged entry => new ThingKey(institution, entry.List, entry.Code),
        EntryDetailsChanged entry => new ThingKey(institution, entry.List, entry.Code),
        EntryNoLongerListed entry => new ThingKey(institution, entry.List, entry.Code),
        _ => null,
    };

    /// <summary>An end or a change of what is not there makes nothing.</summary>
    public static EntryValue? Entry(EntryValue? before, IFact fact) => fact switch
    {
        InstitutionListed listed => new EntryValue(
            EntryStates.Word(listed.Kind), EntryStatus.Listed, listed.Lead, listed.Co, null, null, null, null, null, null),
        EntryListed entry => new EntryValue(
            EntryStates.Published, EntryStatus.Listed, entry.Authority, null, entry.Region, entry.Seat, entry.Level, entry.Remark,
            null, null),
        _ when before is null => null,
        InstitutionDelisted delisted =>
            before with { Status = EntryStatus.Delisted, Decision = delisted.Decision, Ground = delisted.Ground },
        EntryNoLongerListed => before with { Status = EntryStatus.Absent },
        EntryAuthorityChanged changed => before with { Authority = changed.To },
        EntryDetailsChanged changed =>
            before with { Region = changed.Region, Seat = changed.Seat, Level = changed.Level, Remark = changed.Remark },
        _ => before,
    };

    public static ThingKey? DetailKey(string institution, IFact fact) =>
        fact is InstitutionRegistered or ContactChanged ? new ThingKey(institution, "", "") : null;

    public static DetailValue? Detail(DetailValue? before, IFact fact) => fact switch
    {
        InstitutionRegistered registered => new DetailValue(
            registered.Host, registered.HostCreditCode, registered.Division, before?.Address, before?.Website),
        // What a change leaves out stays as it was.
        ContactChanged contact => (before ?? new DetailValue(null, null, null, null, null)) with
        {
            Address = contact.Address ?? before?.Address,
            Website = contact.Website ?? before?.Website,
        },
        _ => before,
    };
}
