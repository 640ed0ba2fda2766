using Ledger.Domain.Values;

namespace Ledger.Domain.Kernel;

/// <summary>Who acts: an authority by its code, or the institution itself.</summary>
public static class Actor
{
    public const string Institution = "institution";

    public static bool IsWellFormed(string by) => by == Institution || AuthorityCode.TryParse(by, out _, out _);
}
