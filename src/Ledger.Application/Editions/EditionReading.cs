using Ledger.Application.Commands;
using Ledger.Application.TwoTimes;
using Ledger.Domain.Editions;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Npgsql;

namespace Ledger.Application.Editions;

/// <summary>A published edition as it is told.</summary>
/// <param name="Number">Counts from 1 within the year; the last one stands.</param>
/// <param name="FiguresAt">The position the figures stand at.</param>
/// <param name="RecordedAs">The position of the fact that published it.</param>
/// <param name="Restatement">What it changed and why; null for the first.</param>
public sealed record EditionTold(
    int Year, int Number, string Title, DateOnly On, string By, string? Document, string Projection, int ProjectionVersion, long FiguresAt,
    long Rows, string Sha256, long RecordedAs, DateTimeOffset RecordedAt, RestatementTold? Restatement);

/// <param name="Changed">At most <see cref="EditionLimits.ChangesTold"/>.</param>
public sealed record RestatementTold(int Replaces, string Reason, IReadOnlyList<FigureChange> Changed, int ChangedInAll);

/// <summary>Reads editions from their streams: there is one for a year, and each is short.</summary>
public sealed class EditionReading(IEventStore store, NpgsqlDataSource database)
{
    /// <returns>By year, the standing one of each last; and the position they stand at.</returns>
    public async Task<(IReadOnlyList<EditionTold> Editions, long Position)> All(Moment at, CancellationToken cancellation)
    {
        var position = at.Position ?? await store.Head(cancellation).ConfigureAwait(false);
        var slices = await store.ReadStreams(await Streams(cancellation).ConfigureAwait(false), UpTo.AtPosition(position), cancellation)
            .ConfigureAwait(false);
        return ([.. slices.Values.OrderBy(slice => slice.StreamId, StringComparer.Ordinal).SelectMany(slice => Told(slice, at))], position);
    }

    public async Task<(IReadOnlyList<EditionTold> Editions, long Position)> Of(int year, Moment at, CancellationToken cancellation)
    {
        var position = at.Position ?? await store.Head(cancellation).ConfigureAwait(false);
        var slice = await store.ReadStream(StreamIds.Edition(year), UpTo.AtPosition(position), cancellation).ConfigureAwait(false);
        return ([.. Told(slice, at)], position);
    }

    private async Task<List<string>> Streams(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select id from public.mt_streams where id like $1");
        command.Parameters.AddWithValue(StreamIds.EditionPrefix + "%");
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var ids = new List<string>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            ids.Add(reader.GetString(0));
        return ids;
    }

    private static IEnumerable<EditionTold> Told(StreamSlice slice, Moment at) => FactCodec.Decode(slice)
        .Where(fact => fact.Fact is EditionPublished or EditionRestated)
        .Select((fact, index) => (Fact: fact, Number: index + 1))
        .Where(pair => !(((ILegalFact)pair.Fact.Fact!).Act.On > at.DayAsked))
        .Select(pair => Told(pair.Fact, pair.Number));

    private static EditionTold Told(DecodedFact fact, int number) => fact.Fact switch
    {
        EditionPublished said => new EditionTold(
            said.Year, number, said.Title, said.Act.On, said.Act.By, said.Act.Document, said.Projection, said.ProjectionVersion,
            said.Position, said.Rows, said.Sha256, fact.Recorded.Position, fact.Recorded.RecordedAt, null),
        EditionRestated said => new EditionTold(
            said.Year, number, said.Title, said.Act.On, said.Act.By, said.Act.Document, said.Projection, said.ProjectionVersion,
            said.Position, said.Rows, said.Sha256, fact.Recorded.Position, fact.Recorded.RecordedAt,
            new RestatementTold(said.Replaces, said.Reason, said.Changed, said.ChangedInAll)),
        _ => throw new InvalidOperationException("Only published and restated editions are told."),
    };
}
