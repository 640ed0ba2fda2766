using Ledger.Application.Commands;
using Ledger.Application.Composition;
using Ledger.Application.TwoTimes;
using Ledger.Domain.Kernel;
using Ledger.Domain.PublishedLists;
using Ledger.EventStore;
using Ledger.Projections.Engine;

namespace Ledger.Host.Queries;

/// <summary>A published list, and what its newest edition says.</summary>
/// <param name="Position">Of the last fact about it.</param>
public sealed record PublishedList(
    string List, string Title, string Publisher, DateOnly NewestEdition, int Rows, int Editions, long Position);

/// <param name="ContentSha256">Of the entries, normalised and in order of code.</param>
public sealed record ListEdition(
    DateOnly Edition, string Title, string Publisher, int Rows, int Added, int Renamed, int Removed, int AuthorityChanged,
    string Sha256, string ContentSha256, long Position, DateTimeOffset RecordedAt);

public sealed record ListsAnswer(IReadOnlyList<PublishedList> Lists, long Position) : IStandsAt;

public sealed record EditionsAnswer(string List, IReadOnlyList<ListEdition> Editions, long Position) : IStandsAt;

/// <summary>Which official lists have been read in. Read from the lists' own streams: there are few, and each is short.</summary>
public sealed class ListQueries(LedgerSystem ledger)
{
    /// <summary>Lists that had an edition by then; where a day is asked for, one of that day or earlier.</summary>
    public async Task<ListsAnswer> All(Moment at, CancellationToken cancellation)
    {
        var position = at.Position ?? await ledger.Store.Head(cancellation);
        var streams = await ledger.Store.ReadStreams(await Streams(cancellation), UpTo.AtPosition(position), cancellation);
        var lists = streams.Values.Select(slice => EditionsOf(slice, at)).Where(editions => editions.Count > 0).Select(Newest)
            .OrderBy(list => list.List, StringComparer.Ordinal);
        return new ListsAnswer([.. lists], position);
    }

    /// <summary>Newest first; null for a list that is not known.</summary>
    public async Task<EditionsAnswer?> Editions(string list, Moment at, CancellationToken cancellation)
    {
        var position = at.Position ?? await ledger.Store.Head(cancellation);
        var slice = await ledger.Store.ReadStream(StreamIds.List(list), UpTo.AtPosition(position), cancellation);
        var editions = EditionsOf(slice, at).Select(pair => pair.Edition)
            .OrderByDescending(edition => edition.Edition).ThenByDescending(edition => edition.Position).ToList();
        return editions.Count == 0 ? null : new EditionsAnswer(list, editions, position);
    }

    private async Task<List<string>> Streams(CancellationToken cancellation)
    {
        await using var command = ledger.Database.CreateCommand("select id from public.mt_streams where id like $1");
        command.Parameters.AddWithValue(StreamIds.ListPrefix + "%");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var ids = new List<string>();
        while (await reader.ReadAsync(cancellation))
            ids.Add(reader.GetString(0));
        return ids;
    }

    private static List<(string List, ListEdition Edition)> EditionsOf(StreamSlice slice, Moment at) =>
    [
        .. FactCodec.Decode(slice).Where(fact => fact.Fact is EditionImported said && !(said.Act.On > at.DayAsked)).Select(fact =>
        {
            var said = (EditionImported)fact.Fact!;
            return (said.List, new ListEdition(
                said.Act.On, said.Title, said.Publisher, said.Rows, said.Added, said.Renamed, said.Removed, said.AuthorityChanged,
                said.Sha256, said.ContentSha256, fact.Recorded.Position, fact.Recorded.RecordedAt));
        }),
    ];

    private static PublishedList Newest(List<(string List, ListEdition Edition)> editions)
    {
        var (list, newest) = editions.MaxBy(pair => (pair.Edition.Edition, pair.Edition.Position));
        return new PublishedList(
            list, newest.Title, newest.Publisher, newest.Edition, newest.Rows, editions.Count, editions.Max(pair => pair.Edition.Position));
    }
}
