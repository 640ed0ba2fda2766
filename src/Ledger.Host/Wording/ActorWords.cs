using Ledger.Domain.Codes;
using Ledger.Domain.Values;

namespace Ledger.Host.Wording;

/// <summary>
/// Who acts, in words: an authority's code says its kind and its place. The place is named by the list of divisions that the program
/// carries, so that the same act reads the same whatever newer lists are loaded.
/// </summary>
public static class ActorWords
{
    public static string Zh(string? code)
    {
        if (string.IsNullOrEmpty(code))
            return "";
        if (Words.Value("actor", code) is { } word)
            return word.Zh;
        if (!AuthorityCode.TryParse(code, out var authority, out _))
            return code;
        var kind = authority.Kind switch
        {
            AuthorityKind.HumanResources => "人力资源社会保障主管部门",
            AuthorityKind.Industry => "行业主管部门",
            _ => "行业组织",
        };
        return $"{DivisionRegister.Embedded.Find(authority.Division)?.Name}{kind}（{code}）";
    }
}
