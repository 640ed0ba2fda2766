using System.Text.RegularExpressions;
using Ledger.Application.Files;
using Ledger.Domain.Kernel;
using Ledger.Domain.Values;

namespace Ledger.Application.Codes;

internal sealed record CodeRow(string Code, string Name, string? Level, string? Parent, DateOnly? ValidFrom, DateOnly? ValidTo);

/// <summary>What was read from a file of codes.</summary>
internal sealed partial record CodeReading(IReadOnlyList<CodeRow> Codes, int Rows, int Repeated, IReadOnlyList<CodeReject> Rejects)
{
    /// <summary>Characters of a code.</summary>
    private const int CodeCharacters = 20;

    public static ColumnMap Columns { get; } = new(
        [
            new("code", ["代码", "code", "编码"]),
            new("name", ["名称", "name"]),
            new("level", ["级别", "level", "层级", "level_by_last_digit"], Required: false),
            new("parent", ["上级", "parent", "上级代码"], Required: false),
            new("valid_from", ["启用", "valid_from", "启用日期"], Required: false),
            new("valid_to", ["停用", "valid_to", "停用日期"], Required: false),
        ],
        ["序号"]);

    public static CodeReading Read(TableFile file, CancellationToken cancellation)
    {
        var codes = new Dictionary<string, CodeRow>(StringComparer.Ordinal);
        List<CodeReject> rejects = [];
        var (rows, repeated) = (0, 0);
        foreach (var row in file.Rows(cancellation))
        {
            rows++;
            var (code, reject) = Code(file, row);
            if (code is null)
                rejects.Add(reject!);
            else if (codes.TryAdd(code.Code, code))
                continue;
            else if (codes[code.Code].Name == code.Name)
                repeated++;
            else
                rejects.Add(new(row.Row, file.HeaderOf("code"), "codes.duplicate", "代码重复而名称不同",
                    "The code stands there already with another name.",
                    "请核对哪一行有误"));
        }

        return new([.. codes.Values], rows, repeated, rejects);
    }

    private static (CodeRow? Row, CodeReject? Reject) Code(TableFile file, TableRow row)
    {
        CodeReject? reject = row.Problem is { } shape ? new(row.Row, null, shape.Code, shape.Zh, shape.En, shape.Mend) : null;
        var code = Folding.HalfWidth(row["code"]).Trim().ToUpperInvariant();
        if (!Form().IsMatch(code))
            Reject("code", new("codes.form", $"代码只能由字母、数字、点和连字符组成，最长{CodeCharacters}个字符",
                $"A code holds letters, digits, dots and hyphens, {CodeCharacters} at most."));
        var (from, to) = (Day("valid_from"), Day("valid_to"));
        if (to < from)
            Reject("valid_to", new("codes.ends-before-it-begins", "停用日期早于启用日期", "It ends before it begins."));
        var result = new CodeRow(code, Text("name") ?? string.Empty, Optional("level"), Optional("parent"), from, to);
        return reject is null ? (result, null) : (null, reject);

        void Reject(string key, ValueProblem problem) =>
            reject ??= new(row.Row, file.HeaderOf(key), problem.Code, problem.Zh, problem.En, problem.Mend);

        string? Optional(string key) => string.IsNullOrWhiteSpace(row[key]) ? null : Text(key);

        string? Text(string key)
        {
            if (PlainText.TryParse(row[key], Limits.NameGraphemes, out var text, out var problem))
                return text.Value;
            Reject(key, problem);
            return null;
        }

        DateOnly? Day(string key)
        {
            if (string.IsNullOrWhiteSpace(row[key]))
                return null;
            if (DayText.TryParse(row[key], out var day, out var problem))
                return day;
            Reject(key, problem);
            return null;
        }
    }

    [GeneratedRegex(@"^[A-Z0-9][A-Z0-9.-]{0,19}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
