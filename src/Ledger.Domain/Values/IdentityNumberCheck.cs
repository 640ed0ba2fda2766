using System.Globalization;
using System.Text.RegularExpressions;

namespace Ledger.Domain.Values;

/// <summary>The checks of <see cref="ResidentIdentityNumber"/>, with the forms that spreadsheets and people make of it named as
/// such.</summary>
internal static partial class IdentityNumberCheck
{
    private const string CheckCharacters = "10X98765432";
    private const int EarliestBirthYear = 1880;
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private const string TextColumn = "请在源表中将该列设为“文本”格式，重新录入完整的18位号码";

    public static ValueProblem? Judge(string number, DateOnly today) => WrongForm(number) ?? WrongContent(number, today);

    private static ValueProblem? WrongForm(string number)
    {
        if (number.Length == 0)
        {
            return new("identity.empty", "身份证件号码为空", "The identity number is empty.");
        }

        if (Scientific().IsMatch(number))
        {
            return new("identity.excel-scientific", "身份证件号码被电子表格改成了科学计数法，原号码已丢失",
                "A spreadsheet has turned the identity number into scientific notation; the number is lost.", TextColumn);
        }

        if (number.Length == 15 && number.All(char.IsAsciiDigit))
        {
            return new("identity.void-15", "15位身份证号码已停止使用，须用18位号码",
                "15-digit identity numbers are void; the 18-digit number is needed.", "请填写18位公民身份号码");
        }

        if (OldPermanentResidence().IsMatch(number) || Passport().IsMatch(number))
        {
            return new("identity.other-paper", "这是护照或旧版永久居留证等其他证件的号码，此处只收18位身份证件号码",
                "This looks like the number of a passport or an older residence card; only 18-digit identity numbers are taken here.");
        }

        return number.Length == ResidentIdentityNumber.Length
            ? WrongCharacter(number)
            : new("identity.length", $"身份证件号码应为18位，实为{number.Length}位",
                $"The identity number has {number.Length} characters; it must have 18.");
    }

    private static ValueProblem? WrongCharacter(string number)
    {
        for (var i = 0; i < number.Length; i++)
        {
            if (char.IsAsciiDigit(number[i]) || (i == 17 && number[i] == 'X'))
            {
                continue;
            }

            var likely = number[i] switch
            {
                'O' => "0",
                'I' or 'L' => "1",
                'S' => "5",
                'Z' => "2",
                'B' => "8",
                '×' or '*' when i == 17 =>
                "X",
                _ => null
            };
            return likely is null
                ? new("identity.character", $"第{i + 1}位不是数字", $"Character {i + 1} is not a digit.", Position: i + 1)
                : new("identity.confusable-letter", $"第{i + 1}位应为数字，疑将{likely}误录",
                    $"Character {i + 1} is not a digit; probably {likely} was meant.",
                    $"请核对第{i + 1}位", i + 1);
        }

        return null;
    }

    private static ValueProblem? WrongContent(string number, DateOnly today)
    {
        var checks = CheckCharacter(number) == number[17];
        if (!checks && number.EndsWith("000", StringComparison.Ordinal))
        {
            return new("identity.excel-truncated", "身份证件号码末三位被电子表格改成了000（只保留15位有效数字），原号码已丢失",
                "A spreadsheet has kept 15 digits of the identity number and put 000 after them; the number is lost.", TextColumn, 16);
        }

        if (!DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born)
            || born.Year < EarliestBirthYear)
        {
            return new("identity.birth-not-a-day", "第7至14位不是真实的出生日期", "Characters 7 to 14 are not a real day of birth.", Position: 7);
        }

        if (born > today)
        {
            return new("identity.birth-in-future", "第7至14位的出生日期在将来", "The day of birth in characters 7 to 14 is in the future.",
                Position: 7);
        }

        return checks ? null : new("identity.check-character", "校验码（第18位）不符，号码中有数字录错或次序颠倒",
            "The check character (18th) does not match: a digit is wrong or two are swapped.", "请对照证件核对号码", 18);
    }

    private static char CheckCharacter(string number)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += (number[i] - '0') * Weights[i];
        }

        return CheckCharacters[sum % 11];
    }

    // Hyphens and spaces are gone by now, so 3.6E+17 and 3.6E17 are both meant.
    [GeneratedRegex(@"^[0-9](\.[0-9]*)?E\+?[0-9]{1,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Scientific();

    [GeneratedRegex("^[A-Z]{3}[0-9]{12}$", RegexOptions.CultureInvariant)]
    private static partial Regex OldPermanentResidence();

    [GeneratedRegex("^[A-Z]{1,2}[0-9]{7,9}$", RegexOptions.CultureInvariant)]
    private static partial Regex Passport();
}
