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

    public RowTable<TRow> Text(string column, Func<TRow, string?> value) => Add(
        column, "text", NpgsqlDbType.Text, value, (buffer, text) => buffer.Text(text!), text => text is null);

    public RowTable<TRow> Uuid(string column, Func<TRow, Guid> value) =>
        Add(column, "uuid", NpgsqlDbType.Uuid, value, (buffer, id) => buffer.Uuid(id));

    public RowTable<TRow> Uuid(string column, Func<TRow, Guid?> value) => Add(
        column, "uuid", NpgsqlDbType.Uuid, value, (buffer, id) => buffer.Uuid(id!.Value), id => id is null);

    public RowTable<TRow> Small(string column, Func<TRow, short> value) =>
        Add(column, "smallint", NpgsqlDbType.Smallint, value, (buffer, number) => buffer.Int16(number));

    public RowTable<TRow> Integer(string column, Func<TRow, int> value) =>
        Add(column, "integer", NpgsqlDbType.Integer, value, (buffer, number) => buffer.Int32(number));

    public RowTable<TRow> Big(string column, Func<TRow, long> value) =>
        Add(column, "bigint", NpgsqlDbType.Bigint, value, (buffer, number) => buffer.Int64(number));

    public RowTable<TRow> Big(string column, Func<TRow, long?> value) => Add(
        column, "bigint", NpgsqlDbType.Bigint, value, (buffer, number) => buffer.Int64(number!.Value), number => number is null);

    public RowTable<TRow> Numeric(string column, Func<TRow, decimal> value) =>
        Add(column, "numeric", NpgsqlDbType.Numeric, value, (buffer, number) => buffer.Numeric(number));

    public RowTable<TRow> Date(string column, Func<TRow, DateOnly> value) =>
        Add(column, "date", NpgsqlDbType.Date, value, (buffer, day) => buffer.Date(day));

    public RowTable<TRow> Date(string column, Func<TRow, DateOnly?> value) => Add(
        column, "date", NpgsqlDbType.Date, value, (buffer, day) => buffer.Date(day!.Value), day => day is null);

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
    public async Task Execute(FoldTarget target, string sql, IReadOnlyCollection<TRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
            return;
        var arrays = string.Join(
            ", ", columns.Select((column, index) => string.Create(CultureInfo.InvariantCulture, $"${index + 1}::{column.SqlType}[]")));
        var statement = sql
            .Replace("{rows}", $"unnest({arrays}) as r({ColumnList})", StringComparison.Ordinal)
            .Replace("{schema}", target.Schema, StringComparison.Ordinal)
            .Replace("{columns}", ColumnList, StringComparison.Ordinal);
        await using var command = new NpgsqlCommand(statement, target.Connection);
        foreach (var column in columns)
            command.Parameters.Add(column.ToArray(rows));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task Send(NpgsqlRawCopyStream stream, CopyBuffer buffer, CancellationToken cancellation)
    {
        await stream.WriteAsync(buffer.Written, cancellation);
        buffer.Clear();
    }

    private RowTable<TRow> Add<T>(
        string column, string sqlType, NpgsqlDbType type, Func<TRow, T> value, Action<CopyBuffer, T> write, Func<T, bool>? isNull = null)
    {
        columns.Add(new Column(
            column,
            sqlType,
            (buffer, row) =>
            {
                var given = value(row);
                if (isNull?.Invoke(given) is true)
                    buffer.Null();
                else
                    write(buffer, given);
            },
            rows => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type, Value = rows.Select(value).ToArray() }));
        return this;
    }

    private sealed record Column(
        string Name, string SqlType, Action<CopyBuffer, TRow> Write, Func<IReadOnlyCollection<TRow>, NpgsqlParameter> ToArray);
}
