using Ledger.Domain.Codes;
using Ledger.Domain.Values;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Application.Codes;

/// <summary>Rows of codes on their way into the database.</summary>
internal static class CodeRows
{
    private const string Begin = """
        insert into codes.list (list, as_of, source, sha256) values (@list, @as_of, @source, '') on conflict do nothing
        """;

    private const string Stage = """
        create temporary table embedded (code text, name text, level text, parent text, valid_from date, valid_to date) on commit drop
        """;

    private const string Insert = """
        insert into codes.code (list, code, name, level, parent, valid_from, valid_to, source)
        select @list, code, name, level, parent, valid_from, valid_to, @source from embedded
        """;

    /// <summary>
    /// Before divisions are loaded for the first time the embedded ones go in, so that a newer full list retires those it lacks.
    /// </summary>
    public static async Task SeedDivisions(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (await Execute(connection, Begin, cancellation) == 0)
            return;

        await Execute(connection, Stage, cancellation);
        await Copy(connection, "embedded", DivisionRegister.Embedded.All.Select(Row), cancellation);
        await Execute(connection, Insert, cancellation);
    }

    /// <param name="table">A temporary table of ours, with the columns of <see cref="CodeRow"/>.</param>
    public static async Task Copy(NpgsqlConnection connection, string table, IEnumerable<CodeRow> codes, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {table} (code, name, level, parent, valid_from, valid_to) from stdin (format binary)", cancellation);
        foreach (var code in codes)
        {
            await copy.StartRowAsync(cancellation);
            foreach (var text in (string?[])[code.Code, code.Name, code.Level, code.Parent])
                await (text is null ? copy.WriteNullAsync(cancellation) : copy.WriteAsync(text, NpgsqlDbType.Text, cancellation));
            foreach (var day in (DateOnly?[])[code.ValidFrom, code.ValidTo])
                await (day is null ? copy.WriteNullAsync(cancellation) : copy.WriteAsync(day.Value, NpgsqlDbType.Date, cancellation));
        }

        await copy.CompleteAsync(cancellation);
    }

    private static CodeRow Row(Division division) => new(
        division.Code.Value, division.Name,
        division.Level switch { DivisionLevel.Province => "省级", DivisionLevel.City => "地级", _ => "县级" },
        division.Code.Parent?.Value, division.ValidFrom, division.ValidTo);

    private static async Task<int> Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("list", CodeRegisters.DivisionList);
        command.Parameters.AddWithValue("as_of", DivisionRegister.EmbeddedAsOf);
        command.Parameters.AddWithValue("source", "国家统计局 2023-06-30");
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
