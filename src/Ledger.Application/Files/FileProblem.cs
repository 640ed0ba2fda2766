namespace Ledger.Application.Files;

/// <summary>Why a file is not read at all. It never quotes a cell: that may be personal.</summary>
/// <param name="Code">Stable, for machines: <c>file.xlsx</c>.</param>
/// <param name="Mend">What would mend it, in Chinese.</param>
/// <param name="Row">As a spreadsheet shows it; the header is row 1.</param>
/// <param name="ByteOffset">From the start of the file, 0 being the first byte.</param>
public sealed record FileProblem(string Code, string Zh, string En, string? Mend = null, long? Row = null, long? ByteOffset = null);

/// <summary>Why one row is not read. Row and column as a spreadsheet shows them.</summary>
public sealed record RowProblem(string Code, string Zh, string En, string? Mend = null);
