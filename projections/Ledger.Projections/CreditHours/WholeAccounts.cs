using Ledger.Projections.Engine;

namespace Ledger.Projections.CreditHours;

/// <summary>
/// Fills tables from whole credit accounts, each folded once for all read models that want it. Accounts and their entries come in the
/// order of the tables' keys: these are made without sorting, and rows that are asked for together lie together.
/// </summary>
/// <param name="copied">See <see cref="IFilling.Copied"/>.</param>
/// <param name="end">Writes what <paramref name="add"/> holds in memory.</param>
internal sealed class WholeAccounts(
    IReadOnlyCollection<string> copied,
    Func<FoldedAccounts, CancellationToken, Task> add,
    Func<CancellationToken, Task>? end = null) : IFilling
{
    public IReadOnlyCollection<string> Copied { get; } = copied;

    public Task Add(WholeStreams streams, CancellationToken cancellation) => add(streams.Once(Fold), cancellation);

    public Task End(CancellationToken cancellation) => end?.Invoke(cancellation) ?? Task.CompletedTask;

    private static FoldedAccounts Fold(IReadOnlyList<StoredFact> facts)
    {
        Account[] accounts =
        [
            .. Account.Written(Account.Fold(facts)).Fresh.OrderBy(account => account.Key.Year).ThenBy(account => account.Key.Person),
        ];
        return new FoldedAccounts(
            accounts, [.. accounts.SelectMany(account => account.InOrder.Select(entry => (account.Key, entry)))]);
    }
}

/// <param name="Accounts">Those that have entries.</param>
/// <param name="Entries">Of all the accounts, in their order and in that of their ids.</param>
internal sealed record FoldedAccounts(
    IReadOnlyList<Account> Accounts, IReadOnlyList<(AccountKey Account, CreditEntryRow Entry)> Entries);
