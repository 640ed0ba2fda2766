using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Ledger.Domain.Values;

/// <summary>
/// 统一社会信用代码 (GB 32100-2015): 18 characters, of which the 9th to 17th are an organisation code with a check character of its
/// own (GB 11714). Both are checked. The first character may be a letter: A, N and Y are registering authorities too.
/// </summary>
public readonly record struct UnifiedSocialCreditCode
{
    /// <summary>Characters of the code.</summary>
    public const int Length = 18;

    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly SearchValues<char> InUse = SearchValues.Create(Alphabet);
    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    private static readonly int[] OrganisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

    private readonly string? _value;

    private UnifiedSocialCreditCode(string value) => _value = value;

    /// <summary>The 18 characters; empty only for the default value.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Where it was registered: six digits of GB/T 2260 as of then.</summary>
    public string Division => Value[2..8];

    public override string ToString() => Value;

    public static bool TryParse(string? text, out UnifiedSocialCreditCode code, [NotNullWhen(false)] out ValueProblem? problem)
    {
        var folded = Folding.Code(text);
        problem = Judge(folded);
        code = problem is null ? new(folded) : default;
        return problem is null;
    }

    private static ValueProblem? Judge(string code)
    {
        if (code.Length != Length)
        {
            return code.Length == 0
                ? new("uscc.empty", "统一社会信用代码为空", "The unified social credit code is empty.")
                : new("uscc.length", $"统一社会信用代码应为18位，实为{code.Length}位", $"The code has {code.Length} characters; it must have 18.");
        }

        if (code.AsSpan().IndexOfAnyExcept(InUse) is var foreign and >= 0)
        {
            return ForeignCharacter(code, foreign);
        }

        if (code.AsSpan(2, 6).IndexOfAnyExceptInRange('0', '9') is var letter and >= 0)
        {
            return new("uscc.division-not-digits", $"第{letter + 3}位应为数字：第3至8位是行政区划代码",
                $"Character {letter + 3} must be a digit: characters 3 to 8 are the division code.", Position: letter + 3);
        }

        // No registering authority has 0, and eighteen zeros, which people type to fill a cell, would pass both checks.
        if (code[0] == '0')
        {
            return new("uscc.registrar", "第1位不能是0：它是登记管理部门代码", "Character 1 names the registering authority and cannot be 0.", Position: 1);
        }

        if (CheckCharacter(code) != code[17])
        {
            return new("uscc.check-character", "校验码（第18位）不符，代码中有字符录错或次序颠倒",
                "The check character (18th) does not match: a character is wrong or two are swapped.", SwapHint(code), 18);
        }

        return OrganisationCheckCharacter(code) != code[16]
            ? new("uscc.organisation-check", "主体标识码的校验位（第17位）不符", "The organisation code's check character (17th) does not match.",
                Position: 17)
            : null;
    }

    private static ValueProblem ForeignCharacter(string code, int index)
    {
        var likely = code[index] switch
        {
            'O' => "0",
            'I' => "1",
            'S' => "5",
            'Z' => "2",
            'V' => "U或Y",
            _ => null,
        };
        var at = index + 1;
        if (likely is null)
        {
            return new("uscc.character", $"第{at}位不是数字或可用的大写字母", $"Character {at} is neither a digit nor one of the letters in use.",
                Position: at);
        }

        var corrected = code.Replace('O', '0').Replace('I', '1').Replace('S', '5').Replace('Z', '2');
        var fits = Judge(corrected) is null;
        return new("uscc.confusable-letter", $"第{at}位是字母{code[index]}，代码中不用此字母，疑为{likely}",
            $"Character {at} is the letter {code[index]}, which these codes do not use; "
            + $"probably {likely.Replace("或", " or ", StringComparison.Ordinal)}.",
            fits ? $"改正后代码 {corrected} 校验相符，请核对" : $"请核对第{at}位", at);
    }

    private static string? SwapHint(string code)
    {
        for (var i = 0; i < Length - 1; i++)
        {
            var letters = code.ToCharArray();
            (letters[i], letters[i + 1]) = (letters[i + 1], letters[i]);
            var swapped = new string(letters);
            if (letters[i] != letters[i + 1] && CheckCharacter(swapped) == swapped[17]
                && OrganisationCheckCharacter(swapped) == swapped[16])
            {
                return $"请核对第{i + 1}、{i + 2}位，疑为次序颠倒";
            }
        }

        return null;
    }

    /// <summary>The outer modulo matters: a remainder of 0 gives the character 0, not a 32nd one.</summary>
    private static char CheckCharacter(string code)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += Alphabet.IndexOf(code[i], StringComparison.Ordinal) * Weights[i];
        }

        return Alphabet[(31 - sum % 31) % 31];
    }

    private static char OrganisationCheckCharacter(string code)
    {
        var sum = 0;
        for (var i = 0; i < OrganisationWeights.Length; i++)
        {
            var letter = code[8 + i];
            sum += (char.IsAsciiDigit(letter) ? letter - '0' : letter - 'A' + 10) * OrganisationWeights[i];
        }

        return "0123456789X"[(11 - sum % 11) % 11];
    }
}
