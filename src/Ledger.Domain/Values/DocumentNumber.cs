using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Ledger.Domain.Values;

/// <summary>
/// 发文字号: 赣人社规〔2023〕1号, or a decree: 江西省人民政府令第259号. Brackets of every make become 〔〕, and a number carries no leading zeros,
/// as GB/T 9704-2012 writes them.
/// </summary>
public readonly partial record struct DocumentNumber
{
    /// <summary>Characters of the whole number.</summary>
    public const int LongestCharacters = 60;

    private readonly string? _value;

    private DocumentNumber(string value, string agency, int? year, int number) => (_value, Agency, Year, Number) = (value, agency, year,
        number);

    public string Value => _value ?? string.Empty;

    /// <summary>发文机关代字 (赣人社规), or the issuer of a decree (江西省人民政府).</summary>
    public string Agency { get; }

    /// <summary>Null for a decree: it counts on through the years.</summary>
    public int? Year { get; }

    public int Number { get; }

    public bool IsDecree => Year is null;

    public override string ToString() => Value;

    public static bool TryParse(string? text, out DocumentNumber number, [NotNullWhen(false)] out ValueProblem? problem)
    {
        var folded = string.Concat(Folding.HalfWidth(text ?? string.Empty).Where(letter => !char.IsWhiteSpace(letter)
            && !Folding.IsInvisible(letter)));
        (number, problem) = folded.Length switch
        {
            0 => (default, new ValueProblem("document.empty", "文号为空", "The document number is empty.")),
            > LongestCharacters => (default, new("document.too-long", $"文号超过{LongestCharacters}个字符",
                $"More than {LongestCharacters} characters.")),
            _ => Read(folded),
        };
        return problem is null;
    }

    private static (DocumentNumber, ValueProblem?) Read(string text)
    {
        if (Numbered().Match(text) is { Success: true } numbered)
        {
            var year = int.Parse(numbered.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
            var count = int.Parse(numbered.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
            var agency = numbered.Groups["agency"].Value;
            return (year, count) switch
            {
                ( < 1949 or > 2099, _) => (default, new("document.year", "文号中的年份不在1949至2099之间", "The year is not between 1949 and 2099.",
                    Position: numbered.Groups["year"].Index + 1)),
                (_, 0) => (default, new("document.number-zero", "文号的序号不能为0", "The number after the year is 0.")),
                _ => (new($"{agency}〔{year}〕{count}号", agency, year, count), null),
            };
        }

        if (Decree().Match(text) is { Success: true } decree && ChineseNumber(decree.Groups["number"].Value) is { } counted and > 0)
        {
            var agency = decree.Groups["agency"].Value;
            return (new($"{agency}令第{decree.Groups["number"].Value.TrimStart('0')}号", agency, null, counted), null);
        }

        return (default, new("document.form", "文号格式不符", "This is not the form of a document number.", "应如：赣人社规〔2023〕1号，或：江西省人民政府令第259号"));
    }

    /// <summary>259, 七十, 一百五十八: up to 999 in Chinese numerals. Null when it is none.</summary>
    private static int? ChineseNumber(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var arabic))
        {
            return arabic;
        }

        var (total, digit) = (0, 0);
        foreach (var letter in text)
        {
            switch (letter)
            {
                case '百': total += (digit == 0 ? 1 : digit) * 100; digit = 0; break;
                case '十': total += (digit == 0 ? 1 : digit) * 10; digit = 0; break;
                default: digit = "零一二三四五六七八九".IndexOf(letter, StringComparison.Ordinal); break;
            }
        }

        return total + digit;
    }

    [GeneratedRegex(@"^(?<agency>[\p{Lo}]{1,30})[〔\[(【［](?<year>[0-9]{4})[〕\])】］]第?(?<number>[0-9]{1,6})号$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    // Both 省人民政府令第259号 and 省人民政府第259号令 are written.
    [GeneratedRegex(
        @"^(?<agency>[\p{Lo}]{2,30}?)"
        + @"(令第(?<number>[0-9]{1,5}|[零一二三四五六七八九十百]{1,7})号"
        + @"|第(?<number>[0-9]{1,5}|[零一二三四五六七八九十百]{1,7})号令)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Decree();
}
