using System.Globalization;
using Ledger.EventStore.Copying;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Engine;

/// <summary>A table's columns and how a row fills them, for binary COPY of new rows and for statements over arrays of rows.</summary>
internal sealed class RowTable<TRow>(string name)
{
    private readonly List<Column> columns = [];

    public string Name { get; } = name;

    private string ColumnList => string.Join(", ", columns.Select(column => column.Name));

    public RowTable<TRow> Text(string column, Func<TRow, string?> value) =>
        Add(column, "text", NpgsqlDbType.Text, value, (buffer, row) => buffer.Text(value(row)));

    public RowTable<TRow> Uuid(string column, Func<TRow, Guid> value) =>
        Add(column, "uuid", NpgsqlDbType.Uuid, value, (buffer, row) => buffer.Uuid(value(row)));

    public RowTable<TRow> Uuid(string column, Func<TRow, Guid?> value) =>
        AddNullable(column, "uuid", NpgsqlDbType.Uuid, value, (buffer, id) => buffer.Uuid(id));

    public RowTable<TRow> Small(string column, Func<TRow, short> value) =>
        Add(column, "smallint", NpgsqlDbType.Smallint, value, (buffer, row) => buffer.Int16(value(row)));

    public RowTable<TRow> Integer(string column, Func<TRow, int> value) =>
        Add(column, "integer", NpgsqlDbType.Integer, value, (buffer, row) => buffer.Int32(value(row)));

    public RowTable<TRow> Big(string column, Func<TRow, long> value) =>
        Add(column, "bigint", NpgsqlDbType.Bigint, value, (buffer, row) => buffer.Int64(value(row)));

    public RowTable<TRow> Big(string column, Func<TRow, long?> value) =>
        AddNullable(column, "bigint", NpgsqlDbType.Bigint, value, (buffer, number) => buffer.Int64(number));

    public RowTable<TRow> Numeric(string column, Func<TRow, decimal> value) =>
        Add(column, "numeric", NpgsqlDbType.Numeric, value, (buffer, row) => buffer.Numeric(value(row)));

    public RowTable<TRow> Date(string column, Func<TRow, DateOnly> value) =>
        Add(column, "date", NpgsqlDbType.Date, value, (buffer, row) => buffer.Date(value(row)));

    public RowTable<TRow> Date(string column, Func<TRow, DateOnly?> value) =>
        AddNullable(column, "date", NpgsqlDbType.Date, value, (buffer, day) => buffer.Date(day));

    /// <summary>An array in each row. For COPY only: arrays of arrays cannot be taken apart into rows.</summary>
    public RowTable<TRow> Texts(string column, Func<TRow, string[]> value)
    {
        columns.Add(new Column(
            column, "text[]", (buffer, row) => buffer.Texts(value(row)),
            _ => throw new NotSupportedException($"{column} is an array and can only be copied.")));
        return this;
    }

    /// <summary>Rows that are known to be new.</summary>
    public async Task Copy(FoldTarget target, IEnumerable<TRow> rows, CancellationToken cancellation)
    {
        using var each = rows.GetEnumerator();
        if (!each.MoveNext())
            return;
        var statement = $"copy {target.Schema}.{Name} ({ColumnList}) from stdin (format binary)";
        await using var stream = await target.Connection.BeginRawBinaryCopyAsync(statement, cancellation);
        try
        {
            using var buffer = new CopyBuffer();
            buffer.Header();
            do
            {
                buffer.StartRow(columns.Count);
                foreach (var column in columns)
                    column.Write(buffer, each.Current);
                if (buffer.IsFull)
                    await Send(stream, buffer, cancellation);
            }
            while (each.MoveNext());

            buffer.Trailer();
            await Send(stream, buffer, cancellation);
        }
        catch
        {
            await RawCopy.GiveUp(stream);
            throw;
        }
    }

    /// <summary>Runs a statement over all rows at once: <c>{rows}</c> in it becomes the rows as a relation named r.</summary>
    /// <returns>How many rows it changed.</returns>
    public async Task<int> Execute(FoldTarget target, string sql, IReadOnlyCollection<TRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
            return 0;
        var arrays = string.Join(
            ", ", columns.Select((column, index) => string.Create(CultureInfo.InvariantCulture, $"${index + 1}::{column.SqlType}[]")));
        var statement = sql
            .Replace("{rows}", $"unnest({arrays}) as r({ColumnList})", StringComparison.Ordinal)
            .Replace("{schema}", target.Schema, StringComparison.Ordinal)
            .Replace("{columns}", ColumnList, StringComparison.Ordinal);
        await using var command = new NpgsqlCommand(statement, target.Connection);
        foreach (var column in columns)
            command.Parameters.Add(column.ToArray(rows));
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task Send(NpgsqlRawCopyStream stream, CopyBuffer buffer, CancellationToken cancellation)
    {
        await stream.WriteAsync(buffer.Written, cancellation);
        buffer.Clear();
    }

    private RowTable<TRow> AddNullable<T>(
        string column, string sqlType, NpgsqlDbType type, Func<TRow, T?> value, Action<CopyBuffer, T> write) where T : struct =>
        Add(column, sqlType, type, value, (buffer, row) =>
        {
            if (value(row) is { } given)
                write(buffer, given);
            else
                buffer.Null();
        });

    private RowTable<TRow> Add<T>(
        string column, string sqlType, NpgsqlDbType type, Func<TRow, T> value, Action<CopyBuffer, TRow> write)
    {
        columns.Add(new Column(
            column,
            sqlType,
            write,
            rows => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type, Value = rows.Select(value).ToArray() }));
        return this;
    }

    private sealed record Column(
        string Name, string SqlType, Action<CopyBuffer, TRow> Write, Func<IReadOnlyCollection<TRow>, NpgsqlParameter> ToArray);
}
