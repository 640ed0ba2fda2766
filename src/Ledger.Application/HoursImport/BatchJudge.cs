using System.Collections.Frozen;
using System.Globalization;
using Ledger.Application.Commands;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.EventStore;

namespace Ledger.Application.HoursImport;

/// <summary>What becomes of a row.</summary>
internal abstract record RowVerdict(ResolvedRow Row)
{
    /// <param name="At">Index of its first event in the account's append.</param>
    public sealed record Accepted(ResolvedRow Row, Guid Entry, AccountPlan Account, int At) : RowVerdict(Row);

    public sealed record AlreadyRecorded(ResolvedRow Row, Guid? Entry) : RowVerdict(Row);

    public sealed record Rejected(ResolvedRow Row, IReadOnlyList<RowReason> Reasons) : RowVerdict(Row);
}

/// <summary>An account while a batch is judged: as it was read, and what the batch adds.</summary>
internal sealed class AccountPlan(string streamId, long version, CreditAccount account)
{
    public string StreamId { get; } = streamId;

    public long Version { get; } = version;

    public CreditAccount Account { get; private set; } = account;

    public List<NewEvent> Events { get; } = [];

    /// <summary>Events of the batch that stand before this account's.</summary>
    public int Offset { get; set; }

    /// <summary>Event ids are derived from the entry, so that a repeat meets itself.</summary>
    public int Add(IReadOnlyList<FactOnStream> facts)
    {
        var at = Events.Count;
        foreach (var (_, fact) in facts)
        {
            Events.Add(FactCodec.Encode(IdOf(fact), fact));
            Account = Account.Evolve(fact);
        }

        return at;
    }

    private static Guid IdOf(IFact fact) => fact switch
    {
        HoursClaimed claimed => DerivedIds.From(claimed.Entry.ToString("N"), "claimed"),
        HoursRecognised recognised => DerivedIds.From(recognised.Entry.ToString("N"), "recognised"),
        _ => throw new InvalidOperationException("A report is a claim and a recognition."),
    };
}

/// <param name="MetItself">Some account holds claims of this very import: the file was sent before.</param>
internal sealed record BatchVerdict(IReadOnlyList<RowVerdict> Rows, IReadOnlyList<AccountPlan> Accounts, bool MetItself)
{
    public static IReadOnlyDictionary<string, AccountPlan> NoAccounts { get; } = FrozenDictionary<string, AccountPlan>.Empty;

    /// <summary>The accounts that the batch adds to, as it leaves them.</summary>
    public IReadOnlyDictionary<string, AccountPlan> Changed => field ??= Accounts
        .Where(account => account.Events.Count > 0).ToDictionary(account => account.StreamId, StringComparer.Ordinal);

    public IReadOnlyList<StreamAppend> Appends =>
    [
        .. Accounts.Where(account => account.Events.Count > 0).Select(account => new StreamAppend(
            account.StreamId, StreamIds.TypeOf(account.StreamId), ExpectedVersion.Exactly(account.Version), account.Events)),
    ];
}

/// <summary>
/// Judges a batch of rows against the accounts as they were read. Pure: judged anew after a conflict, it judges the same, and nothing of
/// one batch is left in it for the next.
/// </summary>
internal sealed class BatchJudge(RulePack rules, string import, string authority)
{
    public static string StreamOf(in ResolvedRow row) => StreamIds.Credits(row.Reading.Row!.Year, row.Person);

    /// <param name="slices">The accounts that are not in <paramref name="before"/>.</param>
    /// <param name="before">Accounts as a batch leaves them that is on its way into the store.</param>
    public BatchVerdict Judge(
        IReadOnlyList<ResolvedRow> rows, IReadOnlyDictionary<string, StreamSlice> slices,
        IReadOnlyDictionary<string, AccountPlan> before)
    {
        var accounts = new Dictionary<string, AccountPlan>(StringComparer.Ordinal);
        var (verdicts, metItself) = (new List<RowVerdict>(rows.Count), false);
        foreach (var row in rows)
        {
            if (row.Rejected)
            {
                verdicts.Add(new RowVerdict.Rejected(row, row.Reading.Reasons));
                continue;
            }

            var stream = StreamOf(row);
            if (!accounts.TryGetValue(stream, out var account))
            {
                accounts.Add(stream, account = before.TryGetValue(stream, out var left)
                    ? new AccountPlan(stream, left.Version + left.Events.Count, left.Account)
                    : Read(stream, slices, ref metItself));
            }

            verdicts.Add(Judge(row, account));
        }

        var offset = 0;
        foreach (var account in accounts.Values)
        {
            account.Offset = offset;
            offset += account.Events.Count;
        }

        return new BatchVerdict(verdicts, [.. accounts.Values], metItself);
    }

    private AccountPlan Read(string stream, IReadOnlyDictionary<string, StreamSlice> slices, ref bool metItself)
    {
        var facts = slices.TryGetValue(stream, out var slice) ? FactCodec.Facts(slice).ToArray() : [];
        metItself |= facts.Any(fact => fact is HoursClaimed claimed && claimed.Import == import);
        return new AccountPlan(stream, slice?.Version ?? 0, CreditAccount.Fold(facts));
    }

    private RowVerdict Judge(ResolvedRow row, AccountPlan account)
    {
        var said = row.Reading.Row!.Said;
        var entry = EntryId(row.Person, said, account.Account);
        var command = new CreditHoursReported(row.Person, said.To.Year, entry, said.To, "institution", authority, said, import);
        return CreditingHours.Decide(command, account.Account, rules) switch
        {
            Outcome.Accepted(var facts) => new RowVerdict.Accepted(row, EntryOf(facts[0].Fact), account, account.Add(facts)),
            Outcome.AlreadyDone => new RowVerdict.AlreadyRecorded(row, account.Account.Standing(said)?.Id),
            Outcome.Refused(var refusal) => new RowVerdict.Rejected(row, [Reason(refusal)]),
            _ => throw new InvalidOperationException("A decision is facts, nothing or a refusal."),
        };
    }

    private static Guid EntryOf(IFact fact) => fact is HoursClaimed claimed ? claimed.Entry : ((HoursRecognised)fact).Entry;

    /// <summary>
    /// The same participation of the same person gives the same id, wherever and whenever the file is read. What came before it and no
    /// longer stands is counted in, for a new entry needs a new id.
    /// </summary>
    private static Guid EntryId(Guid person, Participation said, CreditAccount account)
    {
        var attempt = 0;
        foreach (var earlier in account.Entries)
            attempt += earlier.Said.IsSameAs(said) ? 1 : 0;
        return DerivedIds.From(person.ToString("N"), said.Key, attempt.ToString(CultureInfo.InvariantCulture));
    }

    internal static RowReason Reason(Refusal refusal) => new(
        null, null, refusal.Code,
        refusal.Citation is { } law ? $"{refusal.Zh.TrimEnd('。')}（{law.Title}{law.Article}）" : refusal.Zh, refusal.En, refusal.Mend);
}
