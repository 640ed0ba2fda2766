using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Engine;

/// <summary>The rows of a read model as they stand still at a position, for whoever digests or lists them.</summary>
public class ReadModelRows
{
    private readonly IProjection projection;
    private readonly NpgsqlConnection connection;
    private readonly string schema;

    internal ReadModelRows(IProjection projection, NpgsqlConnection connection, string schema, long position) =>
        (this.projection, this.connection, this.schema, Position) = (projection, connection, schema, position);

    public int Version => projection.Version;

    public long Position { get; private protected set; }

    /// <summary>The digest of all tables of the read model, or of those given.</summary>
    public async Task<ProjectionDigest> Digest(IReadOnlyList<CanonicalTable>? tables, CancellationToken cancellation)
    {
        tables ??= await Declared(cancellation);
        var (rows, sha256) = await CanonicalRows.Digest(connection, schema, tables, cancellation);
        return new ProjectionDigest(projection.Name, Version, Position, rows, sha256);
    }

    /// <summary>The rows in the order of the digest, as texts; the list is used again for the next row.</summary>
    public async Task Read(CanonicalTable table, Action<IReadOnlyList<string?>> row, CancellationToken cancellation)
    {
        var texts = new string?[table.Columns.Count];
        await foreach (var values in CanonicalRows.Read(connection, schema, table, cancellation))
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
        foreach (var table in projection.Tables)
        {
            await using var command = new NpgsqlCommand("""
                select array_agg(attname::text order by attnum)
                from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped
                """, connection);
            command.With(NpgsqlDbType.Text, $"{schema}.{table.Name}");
            var columns = (string[])(await command.ExecuteScalarAsync(cancellation))!;
            tables.Add(new CanonicalTable(table.Name, columns, $"{{schema}}.{table.Name}", table.Order.Split(", ")));
        }

        return tables;
    }
}

/// <summary>
/// The rows that the log alone gives at a position; there until whoever asked for them is done. They can be moved on to a later position,
/// so that several can be looked at with one fold.
/// </summary>
public sealed class RefoldedRows : ReadModelRows
{
    private readonly Refolded refolded;

    internal RefoldedRows(Refolded refolded) : base(refolded.Projection, refolded.Connection, refolded.Schema, refolded.Fold.Position) =>
        this.refolded = refolded;

    /// <param name="position">Not before where they stand.</param>
    /// <exception cref="RefoldException">The position lies beyond the head, or an event's body does not fit its fact.</exception>
    public async Task MoveTo(long position, CancellationToken cancellation)
    {
        await refolded.To(position, cancellation);
        Position = refolded.Fold.Position;
    }
}
