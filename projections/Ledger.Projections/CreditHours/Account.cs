using System.Globalization;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;
using Ledger.Projections.Engine;

namespace Ledger.Projections.CreditHours;

/// <summary>A person's year: the account that one stream keeps.</summary>
internal readonly record struct AccountKey(int Year, Guid Person)
{
    private const int YearDigits = 4;

    /// <exception cref="FormatException">A fact of a credit account stands on a stream that is none.</exception>
    public static AccountKey Parse(string streamId)
    {
        var rest = streamId.AsSpan();
        if (!rest.StartsWith(StreamIds.CreditsPrefix, StringComparison.Ordinal))
            throw new FormatException("Not the stream of a credit account.");
        rest = rest[StreamIds.CreditsPrefix.Length..];
        return rest.Length > YearDigits + 1
            ? new AccountKey(
                int.Parse(rest[..YearDigits], NumberStyles.None, CultureInfo.InvariantCulture),
                Guid.ParseExact(rest[(YearDigits + 1)..], "N"))
            : throw new FormatException("Not the stream of a credit account.");
    }
}

/// <summary>An account before and after a batch of facts.</summary>
/// <param name="isNew">The batch holds its stream from the first event: there is nothing to load.</param>
internal sealed class Account(AccountKey key, bool isNew)
{
    private readonly Dictionary<Guid, CreditEntryRow> before = [];
    private readonly Dictionary<Guid, CreditEntryRow> entries = [];

    public AccountKey Key { get; } = key;

    public bool IsNew { get; } = isNew;

    public IReadOnlyCollection<CreditEntryRow> Before => before.Values;

    public IReadOnlyCollection<CreditEntryRow> Entries => entries.Values;

    /// <summary>Entries that the batch made or changed.</summary>
    public IEnumerable<CreditEntryRow> Changed => before.Count == 0
        ? entries.Values
        : entries.Values.Where(entry => !ReferenceEquals(before.GetValueOrDefault(entry.Entry), entry));

    /// <summary>
    /// Accounts that rows are written of after a batch: those that have none yet, and those whose rows change. One without entries has
    /// none.
    /// </summary>
    public static (List<Account> Fresh, List<Account> Known) Written(IReadOnlyCollection<Account> accounts) => (
        [.. accounts.Where(account => account.IsNew && account.Entries.Count > 0)],
        [.. accounts.Where(account => !account.IsNew && account.Changed.Any())]);

    /// <summary>What facts have changed in some accounts, for the tables that hold every entry.</summary>
    public static IEnumerable<(AccountKey Account, CreditEntryRow Entry)> ChangedOf(IEnumerable<Account> accounts) =>
        accounts.SelectMany(account => account.Changed.Select(entry => (account.Key, entry)));

    /// <summary>All entries in the order of their ids, which is that of the tables' keys.</summary>
    public IEnumerable<CreditEntryRow> InOrder => entries.Count == 1 ? entries.Values : entries.Values.OrderBy(entry => entry.Entry);

    public void Load(CreditEntryRow entry)
    {
        before.Add(entry.Entry, entry);
        entries.Add(entry.Entry, entry);
    }

    public void Apply(IFact fact, long position)
    {
        if (EntryFold.EntryOf(fact) is not { } id)
            return;
        var entry = entries.GetValueOrDefault(id);
        if (fact is HoursRestated restated && entry is null && entries.TryGetValue(restated.Replaces, out var replaced))
            entries[restated.Replaces] = EntryFold.ApplyToReplaced(replaced, restated, position);
        if (EntryFold.Apply(entry, fact, position) is { } after)
            entries[id] = after;
    }

    /// <summary>The accounts that some facts are about, as they stand after them.</summary>
    /// <param name="load">Loads the entries of accounts that existed before, all of them at once.</param>
    public static async Task<IReadOnlyCollection<Account>> Fold(
        IReadOnlyList<StoredFact> facts, Func<IReadOnlyDictionary<AccountKey, Account>, Task> load)
    {
        var accounts = new Dictionary<string, Account>(StringComparer.Ordinal);
        foreach (var fact in facts)
        {
            if (!accounts.ContainsKey(fact.StreamId))
                accounts.Add(fact.StreamId, new Account(AccountKey.Parse(fact.StreamId), fact.Version == 1));
        }

        var existing = accounts.Values.Where(account => !account.IsNew).ToDictionary(account => account.Key);
        if (existing.Count > 0)
            await load(existing);
        foreach (var fact in facts)
            accounts[fact.StreamId].Apply(fact.Fact, fact.Position);
        return accounts.Values;
    }

    /// <summary>The accounts of whole streams: there is nothing to load.</summary>
    public static IReadOnlyList<Account> Fold(IReadOnlyList<StoredFact> facts)
    {
        var accounts = new Dictionary<string, Account>(StringComparer.Ordinal);
        var (stream, account) = ("", default(Account));
        foreach (var fact in facts)
        {
            // An account's facts mostly come one after the other, and then under the same instance of its name.
            if (account is null || !ReferenceEquals(fact.StreamId, stream))
            {
                stream = fact.StreamId;
                if (!accounts.TryGetValue(stream, out account))
                    accounts.Add(stream, account = new Account(AccountKey.Parse(stream), isNew: true));
            }

            account.Apply(fact.Fact, fact.Position);
        }

        return [.. accounts.Values];
    }
}
