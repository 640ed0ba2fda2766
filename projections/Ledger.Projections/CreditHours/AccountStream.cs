using Ledger.Domain.Kernel;
using Ledger.Projections.Engine;
using Npgsql;

namespace Ledger.Projections.CreditHours;

/// <summary>
/// Accounts as they were known at a position, of what was in force by a day: their streams, folded that far by the rules of the read
/// model. What has no effect yet on the day is left out, and the rest is folded in the order of positions, as the read model does it.
/// </summary>
internal static class AccountStream
{
    /// <param name="validAt">Facts that take effect later are left out; null to leave out none.</param>
    /// <returns>Those that have a fact by then.</returns>
    public static async Task<IReadOnlyCollection<Account>> FoldTo(
        NpgsqlConnection connection, int year, IEnumerable<Guid> persons, long position, DateOnly? validAt, CancellationToken cancellation)
    {
        var streams = persons.Select(person => StreamIds.Credits(year, person)).ToArray();
        var facts = await FactReader.OfStreams(connection, streams, position, CreditHoursProjection.AccountFacts, cancellation);
        var accounts = new Dictionary<string, Account>(StringComparer.Ordinal);
        foreach (var fact in facts)
        {
            if (fact.Fact is ILegalFact legal && legal.Act.On > validAt)
                continue;
            if (!accounts.TryGetValue(fact.StreamId, out var account))
                accounts.Add(fact.StreamId, account = new Account(AccountKey.Parse(fact.StreamId), isNew: true));
            account.Apply(fact.Fact, fact.Position);
        }

        return accounts.Values;
    }

    /// <summary>One person's entries, in the order they were claimed.</summary>
    public static async Task<IReadOnlyList<CreditEntryRow>> FoldTo(
        NpgsqlDataSource database, Guid person, int year, long position, DateOnly? validAt, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var accounts = await FoldTo(connection, year, [person], position, validAt, cancellation);
        return [.. accounts.SelectMany(account => account.Entries).OrderBy(entry => entry.ClaimedAt).ThenBy(entry => entry.Entry)];
    }
}
