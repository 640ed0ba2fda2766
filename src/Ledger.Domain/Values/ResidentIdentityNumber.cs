using System.Diagnostics.CodeAnalysis;

namespace Ledger.Domain.Values;

/// <summary>Which paper an 18-digit identity number stands on.</summary>
public enum IdentityPaper
{
    /// <summary>居民身份证.</summary>
    ResidentIdentityCard,

    /// <summary>港澳台居民居住证: begins with 81, 82 or 83.</summary>
    HongKongMacaoTaiwanResidencePermit,

    /// <summary>外国人永久居留身份证 in the form of 2023: begins with 9.</summary>
    ForeignPermanentResidentCard,
}

/// <summary>
/// 公民身份号码 (GB 11643-1999): 17 digits and a check character by ISO 7064 MOD 11-2. Personal data: it is never printed,
/// <see cref="ToString"/> masks it, and only <see cref="Reveal"/> gives it out. The county is judged elsewhere and only as a warning,
/// because counties are renumbered and numbers are not.
/// </summary>
public readonly record struct ResidentIdentityNumber
{
    /// <summary>Characters of the number.</summary>
    public const int Length = 18;

    private readonly string? _value;

    internal ResidentIdentityNumber(string value) => _value = value;

    /// <summary>The number itself, for the vault and nobody else.</summary>
    public string Reveal() => _value ?? string.Empty;

    /// <summary>The division of first registration, as of then; for a foreigner's card not a division.</summary>
    public string County => Reveal()[..6];

    public DateOnly BornOn => DateOnly.ParseExact(Reveal()[6..14], "yyyyMMdd");

    public IdentityPaper Paper => Reveal() switch
    {
        ['8', '1' or '2' or '3', ..] => IdentityPaper.HongKongMacaoTaiwanResidencePermit,
        ['9', ..] => IdentityPaper.ForeignPermanentResidentCard,
        _ => IdentityPaper.ResidentIdentityCard,
    };

    /// <summary>
    /// True for a number that ends in 000 and whose check still fits. One in eleven numbers that a spreadsheet cut to 15 digits looks
    /// like this, and so do a few real ones: a warning, not a refusal.
    /// </summary>
    public bool MayBeCutBySpreadsheet => Reveal().EndsWith("000", StringComparison.Ordinal);

    /// <summary>Always masked.</summary>
    public override string ToString() => "******************";

    /// <param name="today">The day by which a birth can have happened; births are not in the future.</param>
    public static bool TryParse(string? text, DateOnly today, out ResidentIdentityNumber number,
        [NotNullWhen(false)] out ValueProblem? problem)
    {
        var folded = Folding.Code(text);
        problem = IdentityNumberCheck.Judge(folded, today);
        number = problem is null ? new(folded) : default;
        return problem is null;
    }
}
