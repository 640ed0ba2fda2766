using System.Diagnostics.CodeAnalysis;

namespace Ledger.Domain.Values;

public enum DivisionLevel
{
    Province,
    City,
    County,
}

/// <summary>
/// 行政区划代码 (GB/T 2260): six digits. Only the form is checked here; whether a code is or was in use is a question of the day,
/// answered by the register of divisions and never a reason to refuse.
/// </summary>
public readonly record struct DivisionCode
{
    private readonly string? _value;

    private DivisionCode(string value) => _value = value;

    /// <summary>Six digits; empty only for the default value.</summary>
    public string Value => _value ?? string.Empty;

    public DivisionLevel Level => LevelOf(Value);

    /// <summary>The division above; null for a province.</summary>
    public DivisionCode? Parent => Level switch
    {
        DivisionLevel.County => new(Value[..4] + "00"),
        DivisionLevel.City => new(Value[..2] + "0000"),
        _ => null,
    };

    /// <summary>A county row that only the statistical office uses (fifth digit 7: development zones), not in GB/T 2260.</summary>
    public bool IsStatisticalOnly => Value is [_, _, _, _, '7', _];

    /// <summary>Whether this division is the other or lies in it.</summary>
    public bool IsWithin(DivisionCode other) => Value.StartsWith(
        other.Level switch { DivisionLevel.Province => other.Value[..2], DivisionLevel.City => other.Value[..4], _ => other.Value },
        StringComparison.Ordinal);

    public override string ToString() => Value;

    public static bool TryParse(string? text, out DivisionCode code, [NotNullWhen(false)] out ValueProblem? problem)
    {
        var folded = Folding.Code(text);
        problem = folded switch
        {
            "" => new("division.empty", "行政区划代码为空", "The division code is empty."),
            { Length: not 6 } => new("division.length", $"行政区划代码应为6位数字，实为{folded.Length}位",
                $"The division code has {folded.Length} characters; it must have 6 digits."),
            _ when folded.AsSpan().IndexOfAnyExceptInRange('0', '9') is var at and >= 0 =>
                new("division.not-digits", $"行政区划代码第{at + 1}位不是数字", $"Character {at + 1} of the division code is not a digit.",
                    Position: at + 1),
            ['0', ..] => new("division.no-province", "行政区划代码首位不能是0", "A division code does not begin with 0.",
                Position: 1),
            [_, _, '0', '0', not '0', _] or [_, _, '0', '0', _, not '0'] =>
                new("division.no-city", "行政区划代码第3至4位为00，第5至6位却不是00", "Digits 3 and 4 are 00, but digits 5 and 6 are not.", Position: 5),
            _ => null,
        };
        code = problem is null ? new(folded) : default;
        return problem is null;
    }

    private static DivisionLevel LevelOf(string value) =>
        value.EndsWith("0000", StringComparison.Ordinal) ? DivisionLevel.Province
        : value.EndsWith("00", StringComparison.Ordinal) ? DivisionLevel.City
        : DivisionLevel.County;
}
