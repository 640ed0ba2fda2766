using System.Collections.Immutable;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.CreditAccounts;

/// <summary>
/// The hours of one person in one year: every entry with its state, and the totals of what is recognised. A person's year rarely has
/// more than a few dozen entries, so they are kept in the order they were made and searched in line.
/// </summary>
public sealed record CreditAccount
{
    private CreditAccount() { }

    public static CreditAccount Initial { get; } = new();

    public ImmutableArray<CreditEntry> Entries { get; private init; } = [];

    public HoursTotals Totals { get; private init; } = HoursTotals.Zero;

    public static CreditAccount Fold(IEnumerable<IFact> facts) => facts.Aggregate(Initial, (account, fact) => account.Evolve(fact));

    public CreditEntry? Entry(Guid id)
    {
        foreach (var entry in Entries)
        {
            if (entry.Id == id)
                return entry;
        }

        return null;
    }

    /// <summary>The entry that still stands for the same participation, if there is one.</summary>
    public CreditEntry? Standing(Participation said)
    {
        foreach (var entry in Entries)
        {
            if (entry.Stands && entry.Said.IsSameAs(said))
                return entry;
        }

        return null;
    }

    /// <summary>
    /// The account after a fact. A fact that does not fit (of another aggregate, of a newer ledger, about an entry that is not there)
    /// changes nothing: a fold never fails on what has been recorded.
    /// </summary>
    public CreditAccount Evolve(IFact fact) => fact switch
    {
        HoursClaimed claimed when Entry(claimed.Entry) is null =>
            this with { Entries = Entries.Add(new ClaimedEntry(claimed.Entry, Participation.Of(claimed), claimed.Act.On)) },

        HoursRecognised recognised when Entry(recognised.Entry) is ClaimedEntry entry => Recognise(entry, recognised),

        HoursRefused refused when Entry(refused.Entry) is ClaimedEntry entry =>
            Replace(entry, new RefusedEntry(entry.Id, entry.Said, refused.Act.On, refused.Code)),

        HoursReversed reversed when Entry(reversed.Entry) is RecognisedEntry entry =>
            TakeBack(entry, new ReversedEntry(entry.Id, entry.Said, reversed.Act.On, entry.Hours, ReplacedBy: null)),

        HoursRestated restated when Entry(restated.Entry) is null => Restate(restated),

        HoursRevoked revoked when Entry(revoked.Entry) is RecognisedEntry entry =>
            TakeBack(entry, new RevokedEntry(entry.Id, entry.Said, revoked.Act.On, entry.Hours)),

        _ => this,
    };

    private CreditAccount Recognise(ClaimedEntry entry, HoursRecognised fact) =>
        Replace(entry, new RecognisedEntry(entry.Id, entry.Said, fact.Act.On, fact.Hours)) with
        {
            Totals = Totals.Add(entry.Said, fact.Hours),
        };

    private CreditAccount TakeBack(RecognisedEntry entry, CreditEntry ended) =>
        Replace(entry, ended) with { Totals = Totals.Add(entry.Said, -entry.Hours) };

    private CreditAccount Restate(HoursRestated fact)
    {
        var said = Participation.Of(fact);
        var account = Entry(fact.Replaces) is ReversedEntry replaced ? Replace(replaced, replaced with { ReplacedBy = fact.Entry }) : this;
        return account with
        {
            Entries = account.Entries.Add(new RecognisedEntry(fact.Entry, said, fact.Act.On, fact.Hours)),
            Totals = account.Totals.Add(said, fact.Hours),
        };
    }

    private CreditAccount Replace(CreditEntry old, CreditEntry now) => this with { Entries = Entries.Replace(old, now) };
}
