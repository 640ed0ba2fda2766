using System.Text.RegularExpressions;
using Ledger.Application.Files;
using Ledger.Domain.Values;

namespace Ledger.Application.PublishedLists;

/// <summary>The columns of a published list, and what its code column numbers.</summary>
internal static partial class ListColumns
{
    public const string Name = "name";
    public const string Code = "code";
    public const string Authority = "authority";
    public const string Region = "region";
    public const string Seat = "seat";
    public const string Level = "level";
    public const string Remark = "remark";

    /// <summary>学校标识码: numbers of the Ministry of Education, kept through every change of name.</summary>
    public const string SchoolScheme = "hei";

    /// <summary>统一社会信用代码.</summary>
    public const string CreditCodeScheme = "uscc";

    private const string SchoolHeader = "学校标识码";
    private const string CreditCodeHeader = "统一社会信用代码";

    public static ColumnMap Map { get; } = new(
        [
            new(Name, ["学校名称", "名称", "机构名称", "单位名称"]),
            new(Code, [SchoolHeader, "代码", "编码", CreditCodeHeader]),
            new(Authority, ["主管部门", "主管单位", "确定机关"], Required: false),
            new(Region, ["省级地区", "地区", "省份"], Required: false),
            new(Seat, ["所在地"], Required: false),
            new(Level, ["办学层次", "层次"], Required: false),
            new(Remark, ["备注"], Required: false),
        ],
        ["序号"]);

    /// <summary>Null for a header that only says code: such numbers mean something in their own list alone.</summary>
    public static string? SchemeOf(string header) => ColumnMap.Normalise(header) switch
    {
        SchoolHeader => SchoolScheme,
        CreditCodeHeader => CreditCodeScheme,
        _ => null,
    };

    /// <summary>Reads a code by its scheme. A code that cannot be read leaves open which entry the row is.</summary>
    public static (string? Code, ValueProblem? Problem) ReadCode(string? scheme, string cell)
    {
        if (scheme == CreditCodeScheme)
            return UnifiedSocialCreditCode.TryParse(cell, out var credit, out var problem) ? (credit.Value, null) : (null, problem);

        var code = Folding.HalfWidth(cell).Trim().ToUpperInvariant();
        return (scheme, code) switch
        {
            (_, "") => (null, new("list.code-empty", "代码为空", "The code is empty.")),
            _ when SpreadsheetNumber().IsMatch(code) => (null, new("list.code-ruined", "代码被电子表格改成了科学计数法，原代码已丢失",
                "A spreadsheet has turned the code into scientific notation.", "请在源表中将该列设为“文本”格式后重新导出")),
            (SchoolScheme, _) when !School().IsMatch(code) => (null, new("list.code-form", "学校标识码应为10位数字",
                "A school's code has 10 digits.")),
            _ when !Other().IsMatch(code) => (null, new("list.code-form", "代码只能由字母、数字和连字符组成，最长40个字符",
                "A code holds letters, digits and hyphens, 40 at most.")),
            _ => (code, null),
        };
    }

    [GeneratedRegex(@"^[0-9]\.[0-9]+E\+?[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex SpreadsheetNumber();

    [GeneratedRegex(@"^[0-9]{10}\z", RegexOptions.CultureInvariant)]
    private static partial Regex School();

    [GeneratedRegex(@"^[A-Z0-9](?:-?[A-Z0-9]){0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Other();
}
