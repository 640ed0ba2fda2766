using Ledger.Domain.Kernel;

namespace Ledger.Domain.PublishedLists;

// The names and properties below are what is stored. Add new optional properties; never rename, retype or remove one.
// Entries stand on the institution's stream; the edition stands on the list's stream. All edition days are Act.On.

/// <summary>An official list of a given day was read in. On the stream <c>list-{list}</c>.</summary>
/// <param name="Publisher">Who published it: 教育部.</param>
/// <param name="Sha256">Of the file as received, 64 lower-case hexadecimal characters.</param>
/// <param name="ContentSha256">Of the normalised entries in order of code: two files with the same entries have the same one.</param>
[FactName("list.edition-imported.v1")]
public sealed record EditionImported(
    Act Act, string List, string Title, string Publisher, string Sha256, string ContentSha256, int Rows, int Added, int Renamed,
        int Removed,
    int AuthorityChanged) : ILegalFact;

/// <summary>Newly on the list, or on it again.</summary>
/// <param name="Code">The publisher's stable code: 学校标识码.</param>
/// <param name="Authority">主管部门 as printed, normalised.</param>
/// <param name="Level">办学层次 as printed.</param>
[FactName("list.entry-listed.v1")]
public sealed record EntryListed(
    Act Act, string List, string Code, string Name, string? Region, string? Seat, string? Authority, string? Level, string? Remark)
        : ILegalFact;

[FactName("list.entry-renamed.v1")]
public sealed record EntryRenamed(Act Act, string List, string Code, string From, string To) : ILegalFact;

[FactName("list.entry-authority-changed.v1")]
public sealed record EntryAuthorityChanged(Act Act, string List, string Code, string? From, string? To) : ILegalFact;

/// <summary>Something else that the list prints has changed: region, seat, level or remark. Null where nothing is printed now.</summary>
[FactName("list.entry-details-changed.v1")]
public sealed record EntryDetailsChanged(
    Act Act, string List, string Code, string? Region, string? Seat, string? Level, string? Remark) : ILegalFact;

/// <summary>No longer on the list. Not a sanction, and not the same as delisting: a merger, a closure, or no reason given.</summary>
[FactName("list.entry-absent.v1")]
public sealed record EntryNoLongerListed(Act Act, string List, string Code) : ILegalFact;

/// <summary>A list was opened. On the stream <c>catalogue-lists</c>, so that a file can be matched with the lists of its
/// publisher.</summary>
/// <param name="Scheme">What numbers its entries: hei (学校标识码), uscc (统一社会信用代码), or the list's own id.</param>
[FactName("list.opened.v1")]
public sealed record ListOpened(Act Act, string List, string Title, string Publisher, string Scheme) : ILegalFact;

/// <summary>
/// Which codes an edition put on the list and which it left out. On the list's own stream: it makes the roster known without reading
/// any institution. A long change is written as several of these.
/// </summary>
[FactName("list.membership-changed.v1")]
public sealed record ListMembershipChanged(Act Act, string List, IReadOnlyList<string> Listed, IReadOnlyList<string> Absent) : ILegalFact;
