using Ledger.Projections.Engine;

namespace Ledger.Projections.Directory;

/// <summary>What is sought in the directory, on two times.</summary>
/// <param name="Text">Part of a name, present or former; null or blank for all.</param>
/// <param name="ValidAt">Listed on this day.</param>
/// <param name="KnownAtPosition">As the ledger knew it at this position; null for now.</param>
/// <param name="Kind">
/// <c>public</c>, <c>professional</c> or <c>online</c> for the recommended directory, <c>published</c> for published lists; null for
/// all.
/// </param>
/// <param name="List">The id of a published list; null for all.</param>
/// <param name="Division">Six digits, rolled up (360000 finds 360102), or a region as a published list prints it.</param>
/// <param name="Cursor">From the page before. It carries that page's position, so that all pages stand at the same one.</param>
/// <param name="Limit">Rows a page, 1 to <see cref="DirectoryLimits.PageRows"/>.</param>
public sealed record DirectorySearch(
    string? Text,
    DateOnly ValidAt,
    long? KnownAtPosition = null,
    string? Kind = null,
    string? List = null,
    string? Division = null,
    string? Cursor = null,
    int Limit = DirectoryLimits.DefaultPageRows);

/// <summary>The limits of directory reads.</summary>
public static class DirectoryLimits
{
    /// <summary>Rows a page, at most.</summary>
    public const int PageRows = 200;

    /// <summary>Rows a page when the caller does not say.</summary>
    public const int DefaultPageRows = 50;

    /// <summary>Characters of a search text that are looked at; more is cut off.</summary>
    public const int SearchCharacters = 240;
}

/// <param name="Position">The position this page stands at: facts after it play no part.</param>
/// <param name="NextCursor">Null on the last page.</param>
public sealed record DirectoryPage(IReadOnlyList<DirectoryRow> Rows, string? NextCursor, long Position) : IStandsAt;

/// <summary>One entry in force: a listing in the recommended directory, or a place on a published list.</summary>
/// <param name="Name">Its name on the day asked for; on a published list, as printed there.</param>
/// <param name="OldNameMatched">
/// Another of its names, former or later, that the text was found in; null where <paramref name="Name"/> itself has it.
/// </param>
/// <param name="Kind"><c>public</c>, <c>professional</c>, <c>online</c>, or <c>published</c>.</param>
/// <param name="List">The published list's id; null in the recommended directory.</param>
/// <param name="Code">The listing's id, or the publisher's code of the entry.</param>
/// <param name="Authority">确定机关 (lead), or 主管部门 as printed.</param>
/// <param name="CoAuthority">会同 authority, where there is one.</param>
/// <param name="Division">Six digits, of the institution as registered.</param>
/// <param name="Region">As a published list prints it.</param>
/// <param name="ValidFrom">First day of this state.</param>
/// <param name="ValidTo">First day no longer; null while it is open.</param>
public sealed record DirectoryRow(
    string Institution,
    string Name,
    string? OldNameMatched,
    string Kind,
    string? List,
    string Code,
    string? Authority,
    string? CoAuthority,
    string? Division,
    string? Region,
    string? Seat,
    string? Level,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    EntryStatus Status);

/// <summary>Where an entry stands. Only <see cref="Delisted"/> is a sanction.</summary>
public enum EntryStatus
{
    Listed,

    /// <summary>移出推荐目录 (Order 259 Art. 25).</summary>
    Delisted,

    /// <summary>No longer on a published list.</summary>
    Absent,
}

/// <summary>An institution as it stood on a day, as known at a position.</summary>
/// <param name="Name">On the day asked for; null where it had none yet.</param>
/// <param name="Host">建设单位; null where it was never registered and stands on published lists only.</param>
/// <param name="Names">Over all time, as known at the position.</param>
/// <param name="Entries">
/// Every state of every listing and list place over all time, as known at the position; those in force on the day cover it.
/// </param>
public sealed record InstitutionDetails(
    string Institution,
    string? Name,
    string? Host,
    string? HostCreditCode,
    string? Division,
    string? Address,
    string? Website,
    DateOnly ValidAt,
    IReadOnlyList<NameRange> Names,
    IReadOnlyList<EntryRange> Entries,
    long Position) : IStandsAt;

/// <summary>What the directory has of an institution, and what its stream has.</summary>
/// <param name="Found">Null when nothing was known of it at the position.</param>
/// <param name="Version">Of the stream where the directory stands; 0 before its first fact.</param>
/// <param name="Last">Position of the stream's last fact, which the directory may not have yet; 0 where there is none.</param>
public sealed record InstitutionReading(InstitutionDetails? Found, long Version, long Last)
{
    public static InstitutionReading Nothing { get; } = new(null, 0, 0);
}

/// <param name="List">Null for the institution's own name, else the list that prints it.</param>
/// <param name="Code">The publisher's code on that list; null for its own name.</param>
/// <param name="ValidTo">First day no longer; null while it is open.</param>
public sealed record NameRange(string Name, string? List, string? Code, DateOnly ValidFrom, DateOnly? ValidTo);

/// <param name="ValidAt">Only names in force on this day; null for those of all time.</param>
public sealed record NameHistory(string Institution, IReadOnlyList<NameRange> Names, long Position, DateOnly? ValidAt = null) : IStandsAt;

/// <summary>One state of a listing or of a place on a published list, from its first day to the next state.</summary>
/// <param name="Decision">The decision that ended the listing, where <paramref name="Status"/> is delisted.</param>
/// <param name="Ground">On what ground.</param>
public sealed record EntryRange(
    string Kind,
    string? List,
    string Code,
    EntryStatus Status,
    string? Authority,
    string? CoAuthority,
    string? Region,
    string? Seat,
    string? Level,
    string? Remark,
    string? Decision,
    string? Ground,
    DateOnly ValidFrom,
    DateOnly? ValidTo);
