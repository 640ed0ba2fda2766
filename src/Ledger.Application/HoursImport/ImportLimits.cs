namespace Ledger.Application.HoursImport;

/// <summary>The limits of an import of hours, each with its unit.</summary>
public static class ImportLimits
{
    /// <summary>Rows decided and appended in one transaction. Larger batches gain little and hold the store's head longer.</summary>
    public const int RowsPerBatch = 5_000;

    /// <summary>Rows that a batch may have above that, so that it does not end amid the rows of one person.</summary>
    public const int RowsPastBatch = 500;

    /// <summary>Batches read ahead of the one being appended: one being resolved, one waiting.</summary>
    public const int BatchesAhead = 1;

    /// <summary>Decisions of one batch taken anew because another writer came first; then the import stops and may be sent again.</summary>
    public const int TriesPerBatch = 8;

    /// <summary>Rejected rows that the report itself carries. All of them stand in the file of rejects.</summary>
    public const int RejectsInReport = 1_000;

    /// <summary>Kinds of warnings the report tells apart, by what is wrong and division; rows beyond them are counted in one.</summary>
    public const int WarningsInReport = 500;

    /// <summary>A person's name, grapheme clusters.</summary>
    public const int PersonNameGraphemes = 60;

    /// <summary>Characters of a wrong value shown beside its reason.</summary>
    public const int ShownValueCharacters = 60;

    /// <summary>Cells of one column remembered because the next row says the same.</summary>
    public const int CellsRemembered = 10_000;
}
