using Ledger.Application.Commands;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Ledger.Projections;
using Ledger.Projections.CreditHours;
using Ledger.Projections.Directory;
using Ledger.Projections.Engine;

namespace Ledger.Application.TwoTimes.Diffs;

/// <summary>
/// What is different between two points of one or both times. The points are settled and the read models have come to them before anything
/// is asked here; a point of now stands where the read model stands.
/// </summary>
public sealed class Differences(
    IEventStore store, ProjectionRunner projections, DirectoryQueries directory, CreditHoursQueries creditHours)
{
    /// <returns>Null where nothing is known of the institution at either point.</returns>
    public async Task<InstitutionDiff?> Institution(string institution, Moment from, Moment to, CancellationToken cancellation)
    {
        var (first, second) = await Points(from, to, ReadModels.Directory, cancellation).ConfigureAwait(false);
        var before = await directory.Institution(institution, first.ValidAt, first.KnownAt, cancellation).ConfigureAwait(false);
        var after = await directory.Institution(institution, second.ValidAt, second.KnownAt, cancellation).ConfigureAwait(false);
        if (before is null && after is null)
            return null;
        var facts = await Facts([StreamIds.Institution(institution)], first, second, cancellation).ConfigureAwait(false);
        return new InstitutionDiff(
            institution, first, second, Difference.Between(SnapshotsOf.Institution(before), SnapshotsOf.Institution(after)), facts,
            Later(first, second));
    }

    public async Task<PersonYearDiff> PersonYear(Guid person, int year, Moment from, Moment to, CancellationToken cancellation)
    {
        var (first, second) = await Points(from, to, ReadModels.CreditHours, cancellation).ConfigureAwait(false);
        var before = await creditHours.Year(person, year, first.KnownAt, first.ValidAt, cancellation).ConfigureAwait(false);
        var after = await creditHours.Year(person, year, second.KnownAt, second.ValidAt, cancellation).ConfigureAwait(false);
        var facts = await Facts([StreamIds.Credits(year, person)], first, second, cancellation).ConfigureAwait(false);
        return new PersonYearDiff(
            person, year, first, second, Difference.Between(SnapshotsOf.PersonYear(before), SnapshotsOf.PersonYear(after)), facts,
            Later(first, second));
    }

    public async Task<DirectoryDiffPage> Directory(
        Moment from, Moment to, string? kind, string? list, string? division, int limit, CancellationToken cancellation)
    {
        var (first, second) = await Points(from, to, ReadModels.Directory, cancellation).ConfigureAwait(false);
        return await Directory(first, second, null, kind, list, division, limit, cancellation).ConfigureAwait(false);
    }

    /// <summary>The page after one that was given before.</summary>
    public Task<DirectoryDiffPage> Directory(
        DiffCursor cursor, string? kind, string? list, string? division, int limit, CancellationToken cancellation) =>
        Directory(cursor.From, cursor.To, cursor.After, kind, list, division, limit, cancellation);

    private async Task<DirectoryDiffPage> Directory(
        SettledPoint from, SettledPoint to, EntryKey? after, string? kind, string? list, string? division, int limit,
        CancellationToken cancellation)
    {
        var search = new DirectoryDiffSearch(
            new DirectoryPoint(from.ValidAt, from.KnownAt), new DirectoryPoint(to.ValidAt, to.KnownAt), kind, list, division, after, limit);
        var (pairs, more) = await directory.Difference(search, cancellation).ConfigureAwait(false);
        var streams = pairs.Select(pair => StreamIds.Institution(pair.Key.Institution)).Distinct(StringComparer.Ordinal).ToList();
        var facts = await Facts(streams, from, to, cancellation).ConfigureAwait(false);
        return new DirectoryDiffPage(
            from, to, [.. pairs.Select(Change)], facts, more ? new DiffCursor(from, to, pairs[^1].Key).Write() : null, Later(from, to));
    }

    private static EntryChange Change(EntryPair pair)
    {
        var difference = Difference.Between(SnapshotsOf.Directory(pair.Key, pair.Before), SnapshotsOf.Directory(pair.Key, pair.After));
        var (kind, changes) = pair.Before is null ? (EntryChangeKind.Added, difference.Added)
            : pair.After is null ? (EntryChangeKind.Removed, difference.Removed)
            : (EntryChangeKind.Changed, difference.Changed);
        return new EntryChange(
            kind, pair.Key.Institution, (pair.After ?? pair.Before)!.Name, pair.Key.List.Length == 0 ? null : pair.Key.List, pair.Key.Code,
            changes[0].Fields, pair.Ended, pair.Decision);
    }

    private async Task<FactsBetween> Facts(
        List<string> streams, SettledPoint from, SettledPoint to, CancellationToken cancellation)
    {
        if (streams.Count == 0)
            return new FactsBetween(0, []);
        var slices = await store.ReadStreams(streams, UpTo.AtPosition(Later(from, to)), cancellation).ConfigureAwait(false);
        return FactsBetween.Of(slices.Values.SelectMany(FactCodec.Decode), from, to);
    }

    /// <summary>Now is one position for both points.</summary>
    private async Task<(SettledPoint From, SettledPoint To)> Points(Moment from, Moment to, string model, CancellationToken cancellation)
    {
        var now = from.Position is null || to.Position is null
            ? await projections.PositionOf(model, cancellation).ConfigureAwait(false)
            : 0;
        return (new SettledPoint(from.ValidAt, from.Position ?? now), new SettledPoint(to.ValidAt, to.Position ?? now));
    }

    private static long Later(SettledPoint from, SettledPoint to) => Math.Max(from.KnownAt, to.KnownAt);
}
