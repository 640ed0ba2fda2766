using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Engine;

/// <summary>A table's columns and how a row fills them, for binary COPY of new rows and for statements over arrays of rows.</summary>
internal sealed class RowTable<TRow>(string name)
{
    private readonly List<Column> columns = [];

    public string Name { get; } = name;

    public RowTable<TRow> Text(string column, Func<TRow, string?> value)
    {
        columns.Add(new Column(
            column,
            "text",
            (writer, row) =>
            {
                if (value(row) is { } text)
                    writer.Write(text, NpgsqlDbType.Text);
                else
                    writer.WriteNull();
            },
            rows => Array(NpgsqlDbType.Text, rows.Select(value).ToArray())));
        return this;
    }

    /// <summary>An array in each row. For COPY only: arrays of arrays cannot be taken apart into rows.</summary>
    public RowTable<TRow> Texts(string column, Func<TRow, string[]> value)
    {
        columns.Add(new Column(
            column,
            "text[]",
            (writer, row) => writer.Write(value(row), NpgsqlDbType.Array | NpgsqlDbType.Text),
            _ => throw new NotSupportedException($"{column} is an array and can only be copied.")));
        return this;
    }

    public RowTable<TRow> Value<T>(string column, string sqlType, NpgsqlDbType type, Func<TRow, T> value) where T : struct
    {
        columns.Add(new Column(
            column, sqlType, (writer, row) => writer.Write(value(row), type), rows => Array(type, rows.Select(value).ToArray())));
        return this;
    }

    public RowTable<TRow> Optional<T>(string column, string sqlType, NpgsqlDbType type, Func<TRow, T?> value) where T : struct
    {
        columns.Add(new Column(
            column,
            sqlType,
            (writer, row) =>
            {
                if (value(row) is { } given)
                    writer.Write(given, type);
                else
                    writer.WriteNull();
            },
            rows => Array(type, rows.Select(value).ToArray())));
        return this;
    }

    /// <summary>Rows that are known to be new.</summary>
    public async Task Copy(FoldTarget target, IReadOnlyCollection<TRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
            return;
        var statement = $"copy {target.Schema}.{Name} ({ColumnList}) from stdin (format binary)";
        await using var writer = await target.Connection.BeginBinaryImportAsync(statement, cancellation);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(cancellation);
            foreach (var column in columns)
                column.Write(writer, row);
        }

        await writer.CompleteAsync(cancellation);
    }

    /// <summary>Runs a statement over all rows at once: <c>{rows}</c> in it becomes the rows as a relation named r.</summary>
    public async Task Execute(FoldTarget target, string sql, IReadOnlyCollection<TRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
            return;
        var arrays = string.Join(", ", columns.Select((column, index) => $"${index + 1}::{column.SqlType}[]"));
        var statement = sql
            .Replace("{rows}", $"unnest({arrays}) as r({ColumnList})", StringComparison.Ordinal)
            .Replace("{schema}", target.Schema, StringComparison.Ordinal)
            .Replace("{columns}", ColumnList, StringComparison.Ordinal);
        await using var command = new NpgsqlCommand(statement, target.Connection);
        foreach (var column in columns)
            command.Parameters.Add(column.ToArray(rows));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private string ColumnList => string.Join(", ", columns.Select(column => column.Name));

    private static NpgsqlParameter Array(NpgsqlDbType type, object values) => new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = values };

    private sealed record Column(
        string Name, string SqlType, Action<NpgsqlBinaryImporter, TRow> Write, Func<IReadOnlyCollection<TRow>, NpgsqlParameter> ToArray);
}
