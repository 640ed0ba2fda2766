using Ledger.Application.Composition;
using Ledger.Host.Queries;

namespace Ledger.Host.Pages;

/// <param name="Listed">Entries in force today: listings, and places on published lists.</param>
/// <param name="Lists">Published lists that have been read in.</param>
/// <param name="Position">The position the count of entries stands at.</param>
/// <param name="Year">This year in China.</param>
public sealed record HomeCounts(long Listed, long Lists, long Position, int Year);

/// <summary>The few figures of the first page.</summary>
public sealed class HomeQueries(LedgerSystem ledger, ListQueries lists)
{
    private const string Listed = """
        select g.position, (
          select count(*) from directory.entry e
          where e.status = 'listed' and e.known_to is null and e.valid_from <= $1 and (e.valid_to is null or e.valid_to > $1))
        from directory.generation g
        """;

    public async Task<HomeCounts> Counts(CancellationToken cancellation)
    {
        var today = Asked.Today(ledger);
        await using var command = ledger.Database.CreateCommand(Listed);
        command.Parameters.AddWithValue(today);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (position, listed) = await reader.ReadAsync(cancellation) ? (reader.GetInt64(0), reader.GetInt64(1)) : (0, 0);
        return new HomeCounts(listed, (await lists.All(Asked.Now(ledger), cancellation)).Lists.Count, position, today.Year);
    }
}
