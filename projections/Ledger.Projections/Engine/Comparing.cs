namespace Ledger.Projections.Engine;

/// <summary>The live rows of a read model beside those that the log gives at the same position.</summary>
/// <param name="Position">Where both stand.</param>
/// <param name="Rows">Live rows in all tables.</param>
/// <param name="RowsRefolded">Rows that the log gives.</param>
/// <param name="Differing">Rows, by key, that are missing, extra or changed.</param>
/// <param name="First">The first of them, at most <see cref="ComparisonLimits.RowsTold"/>, by table and key.</param>
public sealed record ProjectionComparison(
    string Name, int Version, long Position, long Rows, long RowsRefolded, long Differing, IReadOnlyList<RowDifference> First)
{
    public bool AreEqual => Differing == 0 && Rows == RowsRefolded;
}

/// <param name="Key">The columns that name the row, with its values.</param>
/// <param name="Columns">What differs in a changed row; every column but the key of one that is missing or extra.</param>
public sealed record RowDifference(
    string Table, IReadOnlyList<KeyColumn> Key, RowFault Fault, IReadOnlyList<ColumnDifference> Columns);

public sealed record KeyColumn(string Column, string? Value);

/// <param name="Stands">What the live row says; null for null, and where there is no such row.</param>
/// <param name="Folded">What the log gives; the same way.</param>
public sealed record ColumnDifference(string Column, string? Stands, string? Folded);

public enum RowFault
{
    /// <summary>The log gives it and the live table does not have it.</summary>
    Missing,

    /// <summary>The live table has it and the log does not give it.</summary>
    Extra,

    /// <summary>Both have it, with other values.</summary>
    Changed,
}

public static class ComparisonLimits
{
    /// <summary>Differing rows told one by one; all are counted.</summary>
    public const int RowsTold = 20;
}
