using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.Values;

/// <summary>
/// Days as people write them: <c>2024-05-01</c>, <c>2024/5/1</c>, <c>2024年5月1日</c>, <c>20240501</c>. A time of midnight after the day, as
/// spreadsheets export it, is dropped. A day that no calendar has is refused, and so is one whose order of month and day is open.
/// </summary>
public static partial class DayText
{
    private static readonly DateOnly SerialZero = new(1899, 12, 30);

    internal static ValueProblem OutOfRange { get; } = new(
        "day.out-of-range", $"日期不在{Limits.EarliestDay.Year}年至{Limits.LatestDay.Year}年之间",
        $"The day is not between {Limits.EarliestDay.Year} and {Limits.LatestDay.Year}.");

    public static bool TryParse(string? text, out DateOnly day, [NotNullWhen(false)] out ValueProblem? problem) =>
        TryParse(text, excelSerials: false, out day, out problem);

    /// <param name="excelSerials">Whether a bare number of five digits is a spreadsheet's day count (45413 is 2024-05-01, 1900 date
    /// system).</param>
    public static bool TryParse(string? text, bool excelSerials, out DateOnly day, [NotNullWhen(false)] out ValueProblem? problem)
    {
        (day, problem) = Read(Folding.HalfWidth(text ?? string.Empty).Trim(), excelSerials);
        return problem is null;
    }

    private static (DateOnly, ValueProblem?) Read(string text, bool excelSerials)
    {
        if (text.Length == 0)
        {
            return (default, new("day.empty", "日期为空", "The day is empty."));
        }

        if (Serial().Match(text) is { Success: true } serial)
        {
            var day = SerialZero.AddDays(int.Parse(serial.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
            return excelSerials
                ? InRange(day)
                : (default, new("day.excel-serial", $"这是电子表格的日期序号，相当于{day:yyyy-MM-dd}",
                    $"This is a spreadsheet's day number; it stands for {day:yyyy-MM-dd}.", "请在源表中将该列设为日期或文本格式"));
        }

        var form = Form().Match(text);
        if (!form.Success)
        {
            return (default, YearLast().IsMatch(text)
                ? new("day.order-unknown", "年份在后，月和日的次序不明", "The year stands last; which is the month cannot be told.", "应如：2024-05-01")
                : new("day.form", "不是日期", "This is not a day.", "应如：2024-05-01、2024/5/1、2024年5月1日、20240501"));
        }

        var (year, month, date) = (Number(form, "year"), Number(form, "month"), Number(form, "day"));
        return year is 0 || month is < 1 or > 12 || date < 1 || date > DateTime.DaysInMonth(year, month)
            ? (default, new("day.impossible", "没有这一天", "There is no such day."))
            : InRange(new(year, month, date));
    }

    private static (DateOnly, ValueProblem?) InRange(DateOnly day) =>
        day < Limits.EarliestDay || day > Limits.LatestDay ? (default, OutOfRange) : (day, null);

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?:(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})|(?<year>[0-9]{4})/(?<month>[0-9]{1,2})/(?<day>[0-9]{1,2})"
        + @"|(?<year>[0-9]{4})\s?年\s?(?<month>[0-9]{1,2})\s?月\s?(?<day>[0-9]{1,2})\s?日"
        + @"|(?<year>[0-9]{4})(?<month>[0-9]{2})(?<day>[0-9]{2}))"
        + @"(?:[ T]0?0:00(?::00(?:\.0{1,7})?)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(@"^([0-9]{5})(?:\.0+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Serial();

    [GeneratedRegex(@"^[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex YearLast();
}
