using Ledger.Application.Files;

namespace Ledger.Application.HoursImport;

public enum HoursTemplateKind
{
    /// <summary>汉字模板: Chinese headers, values in words.</summary>
    Words,

    /// <summary>代码模板: English headers, values in codes.</summary>
    Codes,
}

/// <summary>
/// The two templates. Each has one example row that says it is one: people copy what they see, and a row that was left in by mistake is
/// refused by name and cannot be taken for a person.
/// </summary>
public static class HoursTemplate
{
    private const string ExampleWords = "示例：填报时请删除本行";
    private const string ExampleCodes = "EXAMPLE: delete this row";

    private static readonly string[] WordsRow =
        [ExampleWords, "合成姓名", "合成单位", "360102", "2025", "", "合成课程", "培训班", "专业科目", "24", "2025-05-06", "2025-05-09", ""];

    private static readonly string[] CodesRow =
        [ExampleCodes, "合成姓名", "合成单位", "360102", "2025", "", "合成课程", "1", "professional", "24", "20250506", "20250509", ""];

    public static void Write(HoursTemplateKind kind, Stream stream)
    {
        using var csv = new CsvOut(stream);
        csv.Row(HoursColumns.Map.Columns.Select(column => kind == HoursTemplateKind.Words ? column.Names[0] : column.Key));
        csv.Row(kind == HoursTemplateKind.Words ? WordsRow : CodesRow);
    }

    /// <summary>Whether a row is the example of a template, by what stands for its identity number.</summary>
    internal static bool IsExample(string idNumber) =>
        idNumber.TrimStart().StartsWith("示例", StringComparison.Ordinal)
        || idNumber.TrimStart().StartsWith("EXAMPLE", StringComparison.OrdinalIgnoreCase);
}
