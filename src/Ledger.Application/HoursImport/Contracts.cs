using Ledger.Application.Files;

namespace Ledger.Application.HoursImport;

/// <summary>What to import and how.</summary>
/// <param name="Authority">Whose recognition it is, as a code.</param>
/// <param name="DryRun">Check everything, say what would land and what is recorded already, write nothing.</param>
/// <param name="ExpectedRows">Control total given beside the file, data rows; null where none was given.</param>
/// <param name="ExpectedHours">Control total given beside the file, 学时.</param>
/// <param name="Rejects">Where rejected rows are written, in the form they came in. It is the sender's own data.</param>
/// <param name="Receipts">Where a receipt for every row is written. It holds ids and no names.</param>
/// <param name="Actor">Who sends, by role or code.</param>
public sealed record HoursImportRequest(
    string Authority = "hr-360000", bool DryRun = false, long? ExpectedRows = null, decimal? ExpectedHours = null,
    Stream? Rejects = null, Stream? Receipts = null, string Actor = "institution");

/// <param name="RowsTotal">Rows below the header as the first pass counted them.</param>
public readonly record struct ImportProgress(long RowsDone, long RowsTotal, long Accepted, long AlreadyRecorded, long Rejected);

/// <summary>How an import ended.</summary>
public enum ImportEnd
{
    Completed,

    /// <summary>Checked only, as was asked.</summary>
    DryRun,

    /// <summary>The file, or its control totals, kept anything from landing.</summary>
    Refused,

    /// <summary>Stopped between two batches. What has landed stays; the same file may be sent again.</summary>
    Cancelled,

    /// <summary>
    /// Could not go on, for the reason in <see cref="HoursImportReport.Problem"/>. What has landed stays; send the file again.
    /// </summary>
    Stopped,
}

/// <summary>What an import came to. It holds nothing personal: identity numbers and names are masked.</summary>
/// <param name="Import">Id of the import: the first half of the file's digest, so that a file sent again is the same import.</param>
/// <param name="Rows">Rows judged.</param>
/// <param name="Hours">Sum of the accepted rows' hours.</param>
/// <param name="FirstPosition">0 when nothing was written.</param>
/// <param name="RejectedRows">The first rejected rows, at most <see cref="ImportLimits.RejectsInReport"/>.</param>
/// <param name="Warnings">About accepted rows, at most <see cref="ImportLimits.WarningsInReport"/> and one for the rest.</param>
public sealed record HoursImportReport(
    ImportEnd End, string Import, FileFacts? File, FileProblem? Problem, long Rows, long Accepted, long AlreadyRecorded, long Rejected,
    decimal Hours, long FirstPosition, long LastPosition, IReadOnlyList<RejectedRow> RejectedRows, IReadOnlyList<string> UnknownColumns,
    IReadOnlyList<HoursWarning> Warnings);

/// <summary>What is odd about rows that were accepted all the same.</summary>
/// <param name="Code">Stable, for machines.</param>
/// <param name="Division">The division code it is about; null where saying it would say part of an identity number.</param>
/// <param name="Rows">Accepted rows it is true of.</param>
/// <param name="FirstRow">The first of them, as a spreadsheet shows it.</param>
public sealed record HoursWarning(string Code, string? Division, long Rows, long FirstRow, string Zh, string En);

/// <param name="Row">As a spreadsheet shows it: the header is row 1.</param>
public sealed record RejectedRow(long Row, IReadOnlyList<RowReason> Reasons);

/// <summary>Why a row was not taken.</summary>
/// <param name="Column">The header as it stands in the file, or as it should; null where the whole row is meant.</param>
/// <param name="Value">What stands there; digits of personal numbers and names masked.</param>
/// <param name="Code">Stable, for machines.</param>
/// <param name="Mend">What would mend it, in Chinese.</param>
public sealed record RowReason(string? Column, string? Value, string Code, string Zh, string En, string? Mend = null);
