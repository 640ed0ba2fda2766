namespace Ledger.Application.Files;

/// <summary>What a table file may be, each limit with its unit. Larger files are split by whoever sends them.</summary>
public sealed record FileLimits
{
    public static FileLimits Default { get; } = new();

    /// <summary>Bytes of the file: 2 GiB.</summary>
    public long FileBytes { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Data rows, the header not counted.</summary>
    public long Rows { get; init; } = 5_000_000;

    /// <summary>Columns of the header.</summary>
    public int Columns { get; init; } = 200;

    /// <summary>Bytes of one row: 1 MiB.</summary>
    public int RowBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes of one cell: 128 KiB, what a spreadsheet's 32,767 characters come to at most.</summary>
    public int CellBytes { get; init; } = 128 * 1024;
}
