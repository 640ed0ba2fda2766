using System.Text.RegularExpressions;

namespace Ledger.Domain.Values;

/// <summary>
/// Finds what looks like an identity number or a mobile telephone number in a text that is to become a fact. The log cannot forget, so a
/// text is rather sent back once too often. An identity number is known by its date of birth: a credit code of eighteen digits
/// (GB 32100) is none.
/// </summary>
public static partial class PersonalNumbers
{
    /// <summary>Characters of the shortest such number.</summary>
    private const int ShortestNumber = 11;

    /// <summary>Whether an identity or mobile number stands in the text, already folded to half-width.</summary>
    public static bool StandIn(string text) => text.Length >= ShortestNumber && (Identity().IsMatch(text) || Mobile().IsMatch(text));

    /// <summary>
    /// Whether an id has an identity number in it. Ids stand in stream names and addresses; eleven digits alone may be a code.
    /// </summary>
    public static bool StandInId(string id) => id.Length >= ShortestNumber && Identity().IsMatch(id);

    public static ValueProblem Problem { get; } = new(
        "text.personal-number", "含有疑似身份证件号码或手机号码", "It carries what looks like an identity or mobile number.",
        "请删去号码，账本不记载个人信息");

    [GeneratedRegex(
        "(?<![0-9A-Za-z])[1-9][0-9]{5}(?:(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
        + "|[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3})(?![0-9A-Za-z])",
        RegexOptions.CultureInvariant)]
    private static partial Regex Identity();

    [GeneratedRegex(
        "(?<![0-9A-Za-z])(?:\\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}(?![0-9A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Mobile();
}
