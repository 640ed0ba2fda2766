namespace Ledger.Application.PublishedLists;

/// <param name="File">Path of the file.</param>
/// <param name="Edition">The day the edition states the list as of.</param>
/// <param name="Publisher">Who published it: 教育部.</param>
/// <param name="List">The list's id, in lower-case letters, digits and hyphens; null to find it among the publisher's lists.</param>
/// <param name="Title">What people read as the list's name from this edition on; null to keep what it is called, and to take a new list's
/// from the file's name.</param>
/// <param name="DryRun">Judge and report, write nothing.</param>
/// <param name="AllowShrink">More than half of the list may go at once.</param>
/// <param name="Actor">Who sends, by role or code. The publisher's act it is all the same.</param>
public sealed record ListImportRequest(
    string File, DateOnly Edition, string Publisher, string? List = null, string? Title = null, bool DryRun = false,
        bool AllowShrink = false, string Actor = "local");

/// <param name="Stage">reading, comparing, writing.</param>
/// <param name="Total">Of the stage, in its own unit: rows, entries, facts.</param>
public readonly record struct ListImportProgress(string Stage, long Done, long Total);

/// <summary>What an import of a list comes to.</summary>
public abstract record ListImportResult
{
    private ListImportResult() { }

    /// <summary>Imported, judged (dry run), or found to be imported already.</summary>
    public sealed record Done(ListImportReport Report) : ListImportResult;

    /// <summary>Nothing was written. Where rows were the reason, they are named.</summary>
    public sealed record Refused(ListRefusal Refusal, IReadOnlyList<ListRowReject> Rejects) : ListImportResult;
}

/// <param name="Code">Stable, for machines: a <c>file.*</c> or <c>list.*</c> code.</param>
public sealed record ListRefusal(string Code, string Zh, string En, string? Mend = null);

/// <summary>
/// What changed. Every row of the file is either rejected or an entry; every entry is added, unchanged, or counted in one or more of
/// renamed, authorityChanged and detailsChanged. Removed entries have no row.
/// </summary>
/// <param name="Rows">Rows of the file that have anything in them, the header not counted.</param>
/// <param name="Added">Newly on the list, or on it again.</param>
/// <param name="ListedAgain">Of those added: had been on the list before.</param>
/// <param name="Removed">Stood on the list and are not in this edition.</param>
/// <param name="DetailsChanged">Region, seat, level or remark is printed otherwise.</param>
/// <param name="Rejected">Rows that could not be read; their codes stay as they were.</param>
/// <param name="AlreadyImported">The same edition with the same content was imported before: no new facts, all unchanged.</param>
/// <param name="Facts">Facts written; in a dry run, facts that would be.</param>
/// <param name="Position">Of the last fact written; null when none was.</param>
public sealed record ListImportReport(
    string List, string Title, DateOnly Edition, string Publisher, string Sha256, string Encoding, bool DryRun, bool NewList,
    bool AlreadyImported, int Rows, int Added, int ListedAgain, int Renamed, int Removed, int AuthorityChanged, int DetailsChanged,
    int Unchanged, int Rejected, int Facts, long? Position, IReadOnlyList<ListChange> Changes, IReadOnlyList<ListRowReject> Rejects,
    IReadOnlyList<ListWarning> Warnings);

/// <param name="Kind">added, listedAgain, renamed, removed, authorityChanged, detailsChanged.</param>
/// <param name="Name">As printed now; for a removed entry, as printed last.</param>
public sealed record ListChange(string Kind, string Code, string Name, string? From = null, string? To = null);

/// <param name="Row">As a spreadsheet shows it.</param>
/// <param name="Column">The header text, where one column is at fault.</param>
/// <param name="Value">The cell as it stands, shortened. Public lists hold nothing personal.</param>
public sealed record ListRowReject(long Row, string? Column, string? Value, string Code, string Zh, string En, string? Mend);

public sealed record ListWarning(string Code, string Zh, string En, long? Row = null);
