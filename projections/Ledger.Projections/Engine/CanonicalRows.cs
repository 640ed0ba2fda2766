using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Npgsql;

namespace Ledger.Projections.Engine;

/// <summary>A relation whose rows can be stated so that anybody gets the same bytes.</summary>
/// <param name="Name">As it stands in the canonical form. A schema's name is not in it.</param>
/// <param name="Columns">In the order in which they are stated.</param>
/// <param name="Source">A relation in SQL; <c>{schema}</c> stands for the schema that has the rows.</param>
/// <param name="Key">Columns that name one row and order the rows.</param>
public sealed record CanonicalTable(string Name, IReadOnlyList<string> Columns, string Source, IReadOnlyList<string> Key);

/// <summary>What the canonical rows of a read model come to at a position.</summary>
/// <param name="Version">Of the fold that made the rows.</param>
/// <param name="Rows">Without the lines that name tables and columns.</param>
/// <param name="Sha256">Of the canonical form, 64 lower-case hexadecimal characters.</param>
public sealed record ProjectionDigest(string Name, int Version, long Position, long Rows, string Sha256);

/// <summary>
/// The canonical form of rows, in UTF-8. Table after table in the order given; of each table first a line with its name and its
/// columns' names, <c>["place_year","scope","place"]</c>, and then a line for each row with its values in that order,
/// <c>[0,"nc-01"]</c>. Every line, the last one too, ends with one LF (U+000A); there are no other blanks.
/// <list type="bullet">
/// <item>Rows are ordered by the table's key, column after column: text by its UTF-8 bytes, numbers by value, days by date, ids by
/// their hexadecimal digits.</item>
/// <item>A text is a JSON string as RFC 8785 section 3.2.2.2 writes it: only the quotation mark, the backslash and the characters below
/// U+0020 are escaped.</item>
/// <item>A whole number is written in decimal digits, with a minus sign where it is below zero.</item>
/// <item>A decimal is written exactly: digits, a point and decimal places only where there are any, no zero after the last of them, no
/// exponent (8, 8.5, 0.25). RFC 8785 writes such a number the same way as long as a double holds it.</item>
/// <item>A day is the string <c>"2024-03-05"</c>, an id the string of its 36 lower-case characters, a null <c>null</c>, an array of
/// texts a JSON array.</item>
/// </list>
/// </summary>
internal static class CanonicalRows
{
    /// <summary>Digests the rows of tables as they stand in a schema. Streamed: memory does not grow with the rows.</summary>
    public static async Task<(long Rows, string Sha256)> Digest(
        NpgsqlConnection connection, string schema, IReadOnlyList<CanonicalTable> tables, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var line = new ArrayBufferWriter<byte>();
        var rows = 0L;
        foreach (var table in tables)
        {
            Append([table.Name, .. table.Columns]);
            await foreach (var row in Read(connection, schema, table, cancellation))
            {
                rows++;
                Append(row);
            }
        }

        return (rows, Convert.ToHexStringLower(hash.GetHashAndReset()));

        void Append(IReadOnlyList<object?> values)
        {
            line.ResetWrittenCount();
            CanonicalLine.Write(line, values);
            hash.AppendData(line.WrittenSpan);
        }
    }

    /// <summary>The rows of a table in their order, each in an array that is used again for the next.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<object?>> Read(
        NpgsqlConnection connection, string schema, CanonicalTable table, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var source = table.Source.Replace("{schema}", schema, StringComparison.Ordinal);
        // Text columns of a key are declared with collation C, so that their order is that of bytes.
        var statement = $"select {string.Join(", ", table.Columns)} from {source} t order by {string.Join(", ", table.Key)}";
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var values = new object?[table.Columns.Count];
        while (await reader.ReadAsync(cancellation))
        {
            for (var column = 0; column < values.Length; column++)
                values[column] = reader.IsDBNull(column) ? null : Value(reader, column);
            yield return values;
        }
    }

    /// <summary>A value as people read it and as a file holds it: the canonical one without the quotation marks.</summary>
    public static string? Text(object? value) => value switch
    {
        null => null,
        decimal number => CanonicalLine.Exact(number),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static object Value(NpgsqlDataReader reader, int column) =>
        reader.GetDataTypeName(column) == "date" ? reader.GetFieldValue<DateOnly>(column) : reader.GetValue(column);
}
