using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;

namespace Ledger.Projections.CreditHours;

/// <summary>
/// What a fact makes of one entry, by the rules of the credit account: a fact that does not fit the entry's state changes
/// nothing, because a fold never fails on what has been recorded.
/// </summary>
public static class EntryFold
{
    /// <summary>The entry a fact is about; null for a fact of something else.</summary>
    public static Guid? EntryOf(IFact fact) => fact switch
    {
        HoursClaimed claimed => claimed.Entry,
        HoursRecognised recognised => recognised.Entry,
        HoursRefused refused => refused.Entry,
        HoursReversed reversed => reversed.Entry,
        HoursRestated restated => restated.Entry,
        HoursRevoked revoked => revoked.Entry,
        _ => null,
    };

    /// <param name="entry">As it stood; null when there is none.</param>
    /// <returns>As it stands after; the same instance when nothing changed.</returns>
    public static CreditEntryRow? Apply(CreditEntryRow? entry, IFact fact, long position) => (entry, fact) switch
    {
        (null, HoursClaimed said) => new CreditEntryRow(
            said.Entry, said.Form, said.Subject, CreditEntryStatus.Claimed, said.Hours, 0, said.Project, said.Activity, said.Provider,
            said.From, said.To, said.Division, null, null, null, position, position),
        (null, HoursRestated said) => new CreditEntryRow(
            said.Entry, said.Form, said.Subject, CreditEntryStatus.Recognised, said.Hours, said.Hours, said.Project, said.Activity,
            said.Provider, said.From, said.To, said.Division, said.Replaces, null, null, position, position),

        ({ Status: CreditEntryStatus.Claimed }, HoursRecognised recognised) =>
            entry with { Status = CreditEntryStatus.Recognised, Hours = recognised.Hours, ChangedAt = position },
        ({ Status: CreditEntryStatus.Claimed }, HoursRefused refused) =>
            entry with { Status = CreditEntryStatus.Refused, Note = refused.Code, ChangedAt = position },
        ({ Status: CreditEntryStatus.Recognised }, HoursReversed reversed) =>
            entry with { Status = CreditEntryStatus.Reversed, Hours = 0, Note = reversed.Reason, ChangedAt = position },
        ({ Status: CreditEntryStatus.Recognised }, HoursRevoked revoked) =>
            entry with { Status = CreditEntryStatus.Revoked, Hours = 0, Note = revoked.Reason, ChangedAt = position },

        _ => entry,
    };

    /// <summary>The other half of a restatement: the entry that was replaced learns by what.</summary>
    public static CreditEntryRow ApplyToReplaced(CreditEntryRow replaced, HoursRestated fact, long position) =>
        replaced.Status == CreditEntryStatus.Reversed
            ? replaced with { ReplacedBy = fact.Entry, ChangedAt = position }
            : replaced;
}
