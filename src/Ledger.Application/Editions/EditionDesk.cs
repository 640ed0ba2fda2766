using Ledger.Application.Commands;
using Ledger.Application.TwoTimes;
using Ledger.Domain.Editions;
using Ledger.EventStore;
using Ledger.Projections;
using Ledger.Projections.AnnualSummaries;
using Ledger.Projections.Engine;

namespace Ledger.Application.Editions;

/// <summary>What somebody asks to be published.</summary>
/// <param name="Reason">For a restatement.</param>
public sealed record EditionRequest(int Year, string Title, DateOnly On, string By, string? Document, string? Reason = null);

/// <summary>What became of it.</summary>
public abstract record EditionResult
{
    private EditionResult() { }

    /// <summary>The desk's answer: recorded, there already, or refused.</summary>
    public sealed record Answered(CommandAnswer Answer, ProjectionDigest Figures) : EditionResult;

    /// <summary>
    /// The figures of the edition that is to be replaced do not come out of the log any more with this program: what changed cannot be
    /// said truthfully.
    /// </summary>
    public sealed record NotReproduced(EditionTold Edition, ProjectionDigest Folded) : EditionResult;
}

/// <summary>An edition beside what the log gives at its position.</summary>
/// <param name="Folded">Row count and digest of the rows folded now.</param>
/// <param name="LiveDiffers">Figures that the live tables have otherwise; of the standing edition alone, and all are counted.</param>
/// <param name="FirstOfLive">The first of those, at most <see cref="EditionLimits.ChangesTold"/>.</param>
public sealed record EditionVerification(
    EditionTold Edition, ProjectionDigest Folded, int LiveDiffers, IReadOnlyList<FigureChange> FirstOfLive)
{
    public bool Holds => Folded.Rows == Edition.Rows && Folded.Sha256 == Edition.Sha256;
}

/// <summary>
/// Publishes, restates and verifies editions of the annual statistics. Figures that are published come from the log and not from the live
/// tables: what somebody did to those does not get into an edition.
/// </summary>
public sealed class EditionDesk(
    IEventStore store, ICommandDesk desk, ProjectionRunner projections, EditionReading reading, TimeProvider time)
{
    public async Task<EditionResult> Publish(
        EditionRequest asked, CommandContext context, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        var head = await store.Head(cancellation).ConfigureAwait(false);
        var figures = await projections.At(
            ReadModels.AnnualSummaries, head, rows => rows.Digest(EditionRows.Tables(asked.Year), cancellation), progress, cancellation)
            .ConfigureAwait(false);
        var command = new PublishEdition(asked.Year, asked.Title, Reckoned(figures), asked.On, asked.By, asked.Document);
        return new EditionResult.Answered(await desk.Handle(command, context, cancellation).ConfigureAwait(false), figures);
    }

    public async Task<EditionResult> Restate(
        EditionRequest asked, CommandContext context, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        var (editions, head) = await reading.Of(asked.Year, Now, cancellation).ConfigureAwait(false);
        var standing = editions.Count > 0 ? editions[^1] : null;
        return await projections.At(ReadModels.AnnualSummaries, standing?.FiguresAt ?? head, Restated, progress, cancellation)
            .ConfigureAwait(false);

        async Task<EditionResult> Restated(RefoldedRows rows)
        {
            var before = await rows.Digest(EditionRows.Tables(asked.Year), cancellation).ConfigureAwait(false);
            if (standing is not null && before.Sha256 != standing.Sha256)
                return new EditionResult.NotReproduced(standing, before);
            var old = await EditionFigures.Read(rows, asked.Year, cancellation).ConfigureAwait(false);
            await rows.MoveTo(head, cancellation).ConfigureAwait(false);
            var after = await rows.Digest(EditionRows.Tables(asked.Year), cancellation).ConfigureAwait(false);
            var now = await EditionFigures.Read(rows, asked.Year, cancellation).ConfigureAwait(false);
            var (changes, inAll) = Capped(old.ChangesTo(now));
            var command = new RestateEdition(
                asked.Year, asked.Title, Reckoned(after), asked.Reason ?? "", standing?.Number ?? 0, changes, inAll, asked.On, asked.By,
                asked.Document);
            return new EditionResult.Answered(await desk.Handle(command, context, cancellation).ConfigureAwait(false), after);
        }
    }

    /// <summary>Folds the log once, to the position of each edition in turn, and compares row count and digest.</summary>
    /// <param name="year">Null for the editions of all years.</param>
    public async Task<IReadOnlyList<EditionVerification>> Verify(
        int? year, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        var (editions, _) = year is { } one
            ? await reading.Of(one, Now, cancellation).ConfigureAwait(false)
            : await reading.All(Now, cancellation).ConfigureAwait(false);
        if (editions.Count == 0)
            return [];
        var standing = editions.GroupBy(edition => edition.Year).ToDictionary(group => group.Key, group => group.Last());
        return await projections.At<IReadOnlyList<EditionVerification>>(ReadModels.AnnualSummaries, 0, async rows =>
        {
            var verified = new List<EditionVerification>();
            foreach (var edition in editions.OrderBy(edition => edition.FiguresAt).ThenBy(edition => edition.RecordedAs))
            {
                await rows.MoveTo(edition.FiguresAt, cancellation).ConfigureAwait(false);
                var folded = await rows.Digest(EditionRows.Tables(edition.Year), cancellation).ConfigureAwait(false);
                var (first, inAll) = standing[edition.Year] == edition
                    ? Capped(await SinceThen(rows, edition.Year, cancellation).ConfigureAwait(false))
                    : ([], 0);
                verified.Add(new EditionVerification(edition, folded, inAll, first));
            }

            return [.. verified.OrderBy(one => one.Edition.Year).ThenBy(one => one.Edition.Number)];
        }, progress, cancellation).ConfigureAwait(false);
    }

    /// <summary>Gives an edition's rows, table after table in the order of the digest, as they are folded now.</summary>
    /// <param name="row">Gets the table's name and its row.</param>
    public Task<ProjectionDigest> Rows(
        EditionTold edition, Action<CanonicalTable, IReadOnlyList<string?>> row, IProgress<RebuildProgress>? progress,
        CancellationToken cancellation) =>
        projections.At(ReadModels.AnnualSummaries, edition.FiguresAt, async rows =>
        {
            var tables = EditionRows.Tables(edition.Year);
            foreach (var table in tables)
                await rows.Read(table, values => row(table, values), cancellation).ConfigureAwait(false);
            return await rows.Digest(tables, cancellation).ConfigureAwait(false);
        }, progress, cancellation);

    private Moment Now => Moment.Now(Domain.Kernel.ShanghaiTime.DayOf(time.GetUtcNow()));

    private async Task<IEnumerable<FigureChange>> SinceThen(RefoldedRows rows, int year, CancellationToken cancellation)
    {
        var then = await EditionFigures.Read(rows, year, cancellation).ConfigureAwait(false);
        var live = await projections.Now(
            ReadModels.AnnualSummaries, now => EditionFigures.Read(now, year, cancellation), cancellation).ConfigureAwait(false);
        return then.ChangesTo(live);
    }

    private static (IReadOnlyList<FigureChange> First, int InAll) Capped(IEnumerable<FigureChange> changes)
    {
        var all = changes.ToList();
        return ([.. all.Take(EditionLimits.ChangesTold)], all.Count);
    }

    private static ReckonedFigures Reckoned(ProjectionDigest figures) =>
        new(figures.Name, figures.Version, figures.Position, figures.Rows, figures.Sha256);
}
