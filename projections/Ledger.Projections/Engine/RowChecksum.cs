using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Engine;

/// <summary>What the rows of a read model come to at a position.</summary>
/// <param name="Digest">
/// SHA-256 over all rows as text in the order of their keys, table after table; 64 lower-case hexadecimal characters.
/// </param>
public sealed record ProjectionChecksum(string Name, int Version, long Position, long Rows, string Digest);

/// <summary>
/// The digest over canonical rows: every column as text, numbers without the zeros that carry no value, tables and rows in a fixed
/// order. It is streamed, so memory stays flat however many rows there are.
/// </summary>
internal static class RowChecksum
{
    public static async Task<ProjectionChecksum> Of(NpgsqlDataSource database, IProjection projection, CancellationToken cancellation)
    {
        var schema = Generations.Live(projection);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        // One snapshot: all tables and the position in it belong together.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var (version, position) = await Generations.Read(connection, schema, cancellation);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = 0L;
        foreach (var table in projection.Tables)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{table.Name}\n")));
            var columns = await Columns(connection, schema, table.Name, cancellation);
            var copy = $"copy (select {columns} from {schema}.{table.Name} order by {table.Order}) to stdout";
            using var reader = await connection.BeginTextExportAsync(copy, cancellation);
            while (await reader.ReadLineAsync(cancellation) is { } line)
            {
                rows++;
                hash.AppendData(Encoding.UTF8.GetBytes(line));
                hash.AppendData("\n"u8);
            }
        }

        return new ProjectionChecksum(projection.Name, version, position, rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static async Task<string> Columns(NpgsqlConnection connection, string schema, string table, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("""
            select string_agg(case when atttypid = 'numeric'::regtype then format('trim_scale(%I)', attname) else format('%I', attname) end,
                              ', ' order by attnum)
            from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped
            """, connection);
        command.With(NpgsqlDbType.Text, $"{schema}.{table}");
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
