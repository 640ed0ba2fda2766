using Ledger.Domain.Values;

namespace Ledger.Domain.Kernel;

/// <summary>Who acts: an authority by its code, or the institution itself.</summary>
public static class Actor
{
    public const string Institution = "institution";

    /// <summary>The ledger itself, when a day has come on which something is due: no person and no authority acts.</summary>
    public const string Ledger = "ledger";

    public const string Employer = "employer";
    public const string Person = "person";

    /// <summary>Who may speak about hours: those above, an employer or the person, none of them by name.</summary>
    public static bool IsWellFormedForHours(string? by) => by is Employer or Person || (by is not null && IsWellFormed(by));

    public static bool IsWellFormed(string by) => by == Institution || AuthorityCode.TryParse(by, out _, out _);
}
