using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;

namespace Ledger.Application.Tests.Subscribers;

/// <summary>Synthetic facts to tell of, and some of which nothing may be told.</summary>
internal static class PublicThings
{
    private static readonly Act Act = new(new DateOnly(2024, 3, 5), "hr-360000");

    public static InstitutionRenamed Renamed(int serial) => new(Act, $"合成机构{serial}", $"合成机构{serial}（新）");

    public static InstitutionWarned Warned(int serial) => new(Act, $"warning-{serial}", "合成情形");

    public static LegalRepresentativeChanged Representative() => new(Act, Guid.NewGuid());

    public static IFact Hours() => new HoursRecognised(Act, Guid.NewGuid(), 12);
}
