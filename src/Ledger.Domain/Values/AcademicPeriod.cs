using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.Values;

/// <summary>The days of one participation, both inclusive. What crosses the end of a year counts in the year it was completed.</summary>
public readonly record struct AcademicPeriod
{
    /// <summary>Days in one period: a year and a leap day.</summary>
    public const int MostDays = 366;

    private AcademicPeriod(DateOnly from, DateOnly to) => (From, To) = (from, to);

    public DateOnly From { get; }

    public DateOnly To { get; }

    public int Days => To.DayNumber - From.DayNumber + 1;

    public int YearOfCompletion => To.Year;

    /// <summary>ISO 8601: <c>2024-05-01/2024-05-03</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:yyyy-MM-dd}/{To:yyyy-MM-dd}");

    public static bool TryCreate(DateOnly from, DateOnly to, out AcademicPeriod period, [NotNullWhen(false)] out ValueProblem? problem)
    {
        problem = (from, to) switch
        {
            _ when from < Limits.EarliestDay || to > Limits.LatestDay => DayText.OutOfRange,
            _ when to < from => new("period.ends-before-it-begins", "结束日期早于开始日期", "The period ends before it begins."),
            _ when to.DayNumber - from.DayNumber >= MostDays => new("period.too-long", $"起止日期超过{MostDays}天",
                $"The period is longer than {MostDays} days."),
            _ => null,
        };
        period = problem is null ? new(from, to) : default;
        return problem is null;
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out AcademicPeriod period, [NotNullWhen(false)] out ValueProblem? problem)
    {
        period = default;
        if (text?.Split('/') is not [var first, var last])
        {
            problem = new("period.form", "起止日期格式不符", "This is not the form of a period.", "应如：2024-05-01/2024-05-03");
            return false;
        }

        return DayText.TryParse(first, out var from, out problem)
            && DayText.TryParse(last, out var to, out problem)
            && TryCreate(from, to, out period, out problem);
    }
}
