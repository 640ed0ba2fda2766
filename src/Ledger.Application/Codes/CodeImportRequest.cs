namespace Ledger.Application.Codes;

/// <param name="File">Path of the file.</param>
/// <param name="List">The list's id in lower-case letters, digits and hyphens; <c>divisions</c> is the one the ledger judges division
/// codes by.</param>
/// <param name="AsOf">The day the file states the list as of.</param>
/// <param name="Source">Who published it.</param>
/// <param name="Full">The file is the whole list: a code it lacks is out of use from <paramref name="AsOf"/> on. Otherwise it only adds
/// and changes.</param>
/// <param name="DryRun">Judge and report, write nothing.</param>
public sealed record CodeImportRequest(string File, string List, DateOnly AsOf, string Source, bool Full = true, bool DryRun = false);

public abstract record CodeImportResult
{
    private CodeImportResult() { }

    public sealed record Done(CodeImportReport Report) : CodeImportResult;

    /// <summary>Nothing was written.</summary>
    public sealed record Refused(string Code, string Zh, string En, string? Mend, IReadOnlyList<CodeReject> Rejects) : CodeImportResult;
}

/// <summary>Every row is rejected, repeated, added, changed or unchanged.</summary>
/// <param name="Changed">Name, level, parent or days are other than before, or a retired code is in use again.</param>
/// <param name="Retired">Codes that the full list lacks: their last day is the day before its day.</param>
/// <param name="Repeated">Rows whose code and name stood in an earlier row.</param>
public sealed record CodeImportReport(
    string List, DateOnly AsOf, string Source, string Sha256, string Encoding, bool DryRun, int Rows, int Added, int Changed, int Retired,
    int Unchanged, int Repeated, int Rejected, IReadOnlyList<CodeReject> Rejects, IReadOnlyList<string> UnknownColumns);

public sealed record CodeReject(long Row, string? Column, string Code, string Zh, string En, string? Mend);
