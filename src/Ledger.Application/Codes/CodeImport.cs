using System.Text.RegularExpressions;
using Ledger.Application.Files;
using Ledger.Domain.Kernel;
using Ledger.Domain.Values;
using Npgsql;

namespace Ledger.Application.Codes;

/// <summary>
/// Loads a newer or further code list. Codes are never deleted: one that a newer full list lacks is retired, because what was recorded
/// under it stays true. Loading the same file twice changes nothing.
/// </summary>
public sealed partial class CodeImport(NpgsqlDataSource database)
{
    /// <summary>Rows of one list.</summary>
    public const int MostRows = 200_000;

    private const string Stage = """
        create temporary table incoming (
          code text primary key, name text not null, level text, parent text, valid_from date, valid_to date
        ) on commit drop
        """;

    // A list that does not say since when a code is in use does not take away what an earlier one said.
    private const string Merge = """
        with counted as (
          select count(*) filter (where old.code is null) as added,
                 count(*) filter (where old.code is not null and (
                   old.name, old.level, old.parent, old.valid_from, old.valid_to) is distinct from (
                   new.name, new.level, new.parent, coalesce(new.valid_from, old.valid_from), new.valid_to)) as changed
            from incoming new left join codes.code old on old.list = @list and old.code = new.code
        ), merged as (
          insert into codes.code as old (list, code, name, level, parent, valid_from, valid_to, source)
          select @list, code, name, level, parent, valid_from, valid_to, @source from incoming
          on conflict (list, code) do update
             set name = excluded.name, level = excluded.level, parent = excluded.parent,
                 valid_from = coalesce(excluded.valid_from, old.valid_from), valid_to = excluded.valid_to, source = excluded.source
           where (old.name, old.level, old.parent, old.valid_from, old.valid_to) is distinct from (
                 excluded.name, excluded.level, excluded.parent, coalesce(excluded.valid_from, old.valid_from), excluded.valid_to)
          returning 1
        ), retired as (
          update codes.code old set valid_to = greatest(@as_of - 1, old.valid_from), source = @source
           where @full and old.list = @list and old.valid_to is null and not exists (select from incoming new where new.code = old.code)
          returning 1
        )
        select added::int, changed::int, (select count(*)::int from retired), (select count(*)::int from merged) from counted
        """;

    public async Task<CodeImportResult> Run(CodeImportRequest request, CancellationToken cancellation)
    {
        if (!ListId().IsMatch(request.List))
            return Refuse("codes.list", "代码表代号只能由小写字母、数字和连字符组成", "A list's id holds lower-case letters, digits and hyphens.");
        if (!PlainText.TryParse(request.Source, Limits.NameGraphemes, out var source, out var problem))
            return Refuse("codes.source", "来源：" + problem.Zh, "Source: " + problem.En);
        if (request.AsOf < Limits.EarliestDay || request.AsOf > Limits.LatestDay)
            return Refuse("codes.day", "日期超出范围", "The day is out of range.");

        var opening = await TableFile.Open(request.File, CodeReading.Columns, FileLimits.Default with { Rows = MostRows }, cancellation);
        if (opening is TableOpening.Refused(var fault))
            return Refuse(fault.Code, fault.Zh, fault.En, fault.Mend);

        using var file = ((TableOpening.Opened)opening).File;
        var reading = CodeReading.Read(file, cancellation);
        // A code that could not be read must not be taken for one that the list lacks.
        if (request.Full && reading.Rejects.Count > 0)
            return Refuse("codes.rejected-rows", "有的行不能读取，全表不予载入", "Some rows cannot be read; a full list is loaded whole or not at all.",
                "请按各行所列原因改正后重新载入", reading.Rejects);
        return reading.Codes.Count == 0
            ? Refuse("codes.none", "文件中没有代码", "The file has no codes.", rejects: reading.Rejects)
            : await Write(request with { Source = source.Value }, file, reading, cancellation);
    }

    private async Task<CodeImportResult> Write(CodeImportRequest request, TableFile file, CodeReading reading,
        CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (request.List == CodeRegisters.DivisionList)
            await CodeRows.SeedDivisions(connection, cancellation);
        if (await Newer(connection, request, file.Facts.Sha256, cancellation) is { } newest)
            return Refuse("codes.older", $"该代码表已载入{newest:yyyy-MM-dd}版，不能再载入更早的版本",
                $"The list is loaded as of {newest:yyyy-MM-dd}; an older one cannot follow.",
                "请核对日期");

        await using (var stage = new NpgsqlCommand(Stage, connection))
            await stage.ExecuteNonQueryAsync(cancellation);
        await CodeRows.Copy(connection, "incoming", reading.Codes, cancellation);

        await using var merge = new NpgsqlCommand(Merge, connection);
        merge.Parameters.AddWithValue("list", request.List);
        merge.Parameters.AddWithValue("source", request.Source);
        merge.Parameters.AddWithValue("as_of", request.AsOf);
        merge.Parameters.AddWithValue("full", request.Full);
        var (added, changed, retired) = (0, 0, 0);
        await using (var reader = await merge.ExecuteReaderAsync(cancellation))
        {
            await reader.ReadAsync(cancellation);
            (added, changed, retired) = (reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2));
        }

        if (request.DryRun)
            await transaction.RollbackAsync(cancellation);
        else
            await transaction.CommitAsync(cancellation);
        return new CodeImportResult.Done(new(
            request.List, request.AsOf, request.Source, file.Facts.Sha256, file.Facts.Encoding, request.DryRun, reading.Rows, added,
                changed,
            retired, reading.Codes.Count - added - changed, reading.Repeated, reading.Rejects.Count, reading.Rejects,
                file.UnknownColumns));
    }

    /// <summary>Takes the list's row, which also keeps two loads of one list apart. The day of a newer edition when there is
    /// one.</summary>
    private static async Task<DateOnly?> Newer(NpgsqlConnection connection, CodeImportRequest request, string sha256,
        CancellationToken cancellation)
    {
        await using var take = new NpgsqlCommand(
            """
            insert into codes.list as old (list, as_of, source, sha256) values (@list, @as_of, @source, @sha256)
            on conflict (list) do update
               set as_of = greatest(old.as_of, excluded.as_of),
                   source = case when excluded.as_of >= old.as_of then excluded.source else old.source end,
                   sha256 = case when excluded.as_of >= old.as_of then excluded.sha256 else old.sha256 end,
                   loaded_at = case when (old.as_of, old.source, old.sha256) = (excluded.as_of, excluded.source, excluded.sha256)
                     then old.loaded_at else now() end
            returning as_of
            """, connection);
        take.Parameters.AddWithValue("list", request.List);
        take.Parameters.AddWithValue("as_of", request.AsOf);
        take.Parameters.AddWithValue("source", request.Source);
        take.Parameters.AddWithValue("sha256", sha256);
        await using var reader = await take.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var newest = reader.GetFieldValue<DateOnly>(0);
        return newest > request.AsOf ? newest : null;
    }

    private static CodeImportResult.Refused Refuse(
        string code, string zh, string en, string? mend = null, IReadOnlyList<CodeReject>? rejects = null) => new(code, zh, en, mend,
            rejects ?? []);

    [GeneratedRegex(@"^[a-z0-9](?:-?[a-z0-9]){0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ListId();
}
