using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Engine;

/// <summary>The rows of a read model at a position, as the log alone gives them; there until whoever asked for them is done.</summary>
public sealed class RefoldedRows
{
    private readonly Refolded refolded;

    internal RefoldedRows(Refolded refolded) => this.refolded = refolded;

    public int Version => refolded.Projection.Version;

    public long Position => refolded.Fold.Position;

    /// <summary>The digest of all tables of the read model, or of those given.</summary>
    public async Task<ProjectionDigest> Digest(IReadOnlyList<CanonicalTable>? tables, CancellationToken cancellation)
    {
        tables ??= await Declared(cancellation);
        var (rows, sha256) = await CanonicalRows.Digest(refolded.Connection, refolded.Schema, tables, cancellation);
        return new ProjectionDigest(refolded.Projection.Name, Version, Position, rows, sha256);
    }

    /// <summary>The rows in the order of the digest, as texts; the list is used again for the next row.</summary>
    public async Task Read(CanonicalTable table, Action<IReadOnlyList<string?>> row, CancellationToken cancellation)
    {
        var texts = new string?[table.Columns.Count];
        await foreach (var values in CanonicalRows.Read(refolded.Connection, refolded.Schema, table, cancellation))
        {
            for (var column = 0; column < texts.Length; column++)
                texts[column] = CanonicalRows.Text(values[column]);
            row(texts);
        }
    }

    /// <summary>Every table as the read model declares it, with all its columns.</summary>
    private async Task<List<CanonicalTable>> Declared(CancellationToken cancellation)
    {
        var tables = new List<CanonicalTable>();
        foreach (var table in refolded.Projection.Tables)
        {
            await using var command = new NpgsqlCommand("""
                select array_agg(attname::text order by attnum)
                from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped
                """, refolded.Connection);
            command.With(NpgsqlDbType.Text, $"{refolded.Schema}.{table.Name}");
            var columns = (string[])(await command.ExecuteScalarAsync(cancellation))!;
            tables.Add(new CanonicalTable(table.Name, columns, $"{{schema}}.{table.Name}", table.Order.Split(", ")));
        }

        return tables;
    }
}
