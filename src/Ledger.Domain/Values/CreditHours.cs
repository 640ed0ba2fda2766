using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ledger.Domain.Values;

/// <summary>学时 of one entry: more than 0, at most 1,000, at most two decimals. Decimal, because shares and sums must come out to the
/// digit.</summary>
public readonly record struct CreditHours
{
    /// <summary>Hours in one entry. A year of full-time study comes to less.</summary>
    public const decimal MostPerEntry = 1_000m;

    /// <summary>Digits after the point.</summary>
    public const int Decimals = 2;

    private CreditHours(decimal value) => Value = value;

    public decimal Value { get; }

    public override string ToString() => Value.ToString("0.##", CultureInfo.InvariantCulture);

    public static bool TryCreate(decimal value, out CreditHours hours, [NotNullWhen(false)] out ValueProblem? problem)
    {
        problem = value switch
        {
            0 => new("hours.zero", "学时为零", "The hours are zero.", "没有学时的记录不必报送"),
            < 0 => new("hours.negative", "学时为负数", "The hours are negative.", "更正或者撤销已报学时，请用更正手续，不要报负数"),
            > MostPerEntry => new("hours.absurd", $"一条记录的学时超过{MostPerEntry:0}", $"More than {MostPerEntry:0} hours in one entry."),
            _ when decimal.Round(value, Decimals) != value =>
                new("hours.too-precise", "学时最多两位小数", "Hours have at most two decimals."),
            _ => null,
        };
        hours = problem is null ? new(value) : default;
        return problem is null;
    }

    /// <summary>Takes <c>24</c>, <c>２４</c>, <c>2.5</c> and <c>24学时</c>. 课时 is another unit and is refused by name.</summary>
    public static bool TryParse(string? text, out CreditHours hours, [NotNullWhen(false)] out ValueProblem? problem)
    {
        hours = default;
        var folded = Folding.HalfWidth(text ?? string.Empty).Trim();
        if (folded.Length == 0)
        {
            problem = new("hours.empty", "学时为空", "The hours are empty.");
            return false;
        }

        if (folded.EndsWith("课时", StringComparison.Ordinal))
        {
            problem = new("hours.lesson-unit", "单位是课时，不是学时", "The unit is lessons (课时), not credit hours (学时).", "请按规定折算为学时后填写");
            return false;
        }

        var digits = folded.EndsWith("学时", StringComparison.Ordinal) ? folded[..^2].TrimEnd() : folded;
        if (digits == "零")
        {
            return TryCreate(0, out hours, out problem);
        }

        if (digits.Length > 28
            || !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var value))
        {
            problem = new("hours.not-a-number", "学时不是数字", "The hours are not a number.", "请只填数字，如 24 或 2.5");
            return false;
        }

        return TryCreate(value, out hours, out problem);
    }
}
