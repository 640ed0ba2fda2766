using Ledger.Application.Commands;
using Ledger.Application.Files;
using Ledger.Domain.Kernel;
using Ledger.Domain.PublishedLists;
using Ledger.Domain.Values;
using Ledger.EventStore;

namespace Ledger.Application.PublishedLists;

/// <summary>
/// Reads an official list of a day and writes what changed, by the publisher's own codes, in one transaction: an edition is in the
/// ledger whole or not at all. The same edition sent again writes nothing.
/// </summary>
public sealed class ListImport(IEventStore store, TimeProvider time)
{
    /// <summary>Rows of one list.</summary>
    public const int MostRows = 100_000;

    /// <summary>Streams read in one query.</summary>
    private const int StreamsPerRead = 5_000;

    /// <summary>Tries when somebody else writes to one of the streams meanwhile.</summary>
    private const int Tries = 3;

    private static readonly FileLimits FileLimits = FileLimits.Default with { Rows = MostRows };

    public async Task<ListImportResult> Run(
        ListImportRequest request, IProgress<ListImportProgress>? progress, CancellationToken cancellation)
    {
        if (!PlainText.TryParse(request.Publisher, Limits.NameGraphemes, out var publisher, out var problem))
            return Refuse(new("list.publisher", "发布者：" + problem.Zh, "Publisher: " + problem.En));
        if (PersonalNumbers.StandIn(publisher.Value) || PersonalNumbers.StandIn(Folding.HalfWidth(request.Title ?? "")))
        {
            var personal = PersonalNumbers.Problem;
            return Refuse(new(personal.Code, personal.Zh, personal.En, personal.Mend));
        }

        PlainText title = default;
        if (request.Title is not null && !PlainText.TryParse(request.Title, Limits.NameGraphemes, out title, out problem))
            return Refuse(new("list.title", "名单标题：" + problem.Zh, "Title: " + problem.En));
        if (request.Edition < Limits.EarliestDay || request.Edition > Limits.LatestDay)
            return Refuse(new("list.edition-day", "版本日期超出范围", "The edition's day is out of range."));
        // Editions follow one another by their days: one of a day to come would bar every real one until then.
        if (request.Edition > ShanghaiTime.DayOf(time.GetUtcNow()))
            return Refuse(new("list.edition-to-come", "版本日期尚未到来", "The edition's day has not come yet.", "请填名单上所印的日期"));

        var opening = await TableFile.Open(request.File, ListColumns.Map, FileLimits, cancellation);
        if (opening is TableOpening.Refused(var fault))
            return Refuse(new(fault.Code, fault.Zh, fault.En, fault.Mend));

        using var file = ((TableOpening.Opened)opening).File;
        var reading = ListReading.Read(file, progress, cancellation);
        if (reading.CodesUnread)
        {
            return new ListImportResult.Refused(new("list.codes-unread", "有的行读不出代码，不能判断它是哪一项，整个文件不予导入",
                "Some rows have no readable code, so which entries they are cannot be told; nothing is imported.", "请按各行所列原因改正后重新导入"),
                reading.Rejects);
        }

        if (reading.Entries.Count == 0)
            return new ListImportResult.Refused(new("list.no-entries", "文件中没有可以导入的行", "The file has no row to import."), reading.Rejects);

        var tidy = request with { Publisher = publisher.Value, Title = request.Title is null ? null : title.Value };
        for (var attempt = 1; ; attempt++)
        {
            if (await Attempt(tidy, file.Facts, reading, progress, cancellation) is { } result)
                return result;
            if (attempt == Tries)
                return Refuse(new("list.contended", "导入期间名单有其他改动", "The list was being changed by others meanwhile.", "请稍后重试"));
        }
    }

    /// <summary>Null when a stream was written to between reading and appending.</summary>
    private async Task<ListImportResult?> Attempt(
        ListImportRequest request, FileFacts facts, ListReading reading, IProgress<ListImportProgress>? progress,
            CancellationToken cancellation)
    {
        var streams = new ReadStreams(store, StreamsPerRead);
        var opened = ListCatalogue.Fold(await streams.Facts(ListCatalogue.StreamId, cancellation));
        await streams.Load([.. opened.Select(list => StreamIds.List(list.List))], cancellation);
        var known = opened.Select(list => (List: list, State: PublishedList.Fold(streams.Loaded(StreamIds.List(list.List))))).ToList();

        string[] codes = [.. reading.Entries.Select(entry => entry.Code), .. reading.Unread];
        var (identity, refusal) = ListMatching.Match(request, reading.Scheme, codes, known);
        if (identity is null)
            return new ListImportResult.Refused(refusal!, reading.Rejects);

        progress?.Report(new("comparing", 0, codes.Length));
        var state = identity.IsNew ? PublishedList.None : known.Single(each => each.List.List == identity.Id).State;
        await streams.Facts(StreamIds.List(identity.Id), cancellation);
        var current = await Standing(streams, identity, codes.Union(state.Roster.Keys, StringComparer.Ordinal), cancellation);
        var edition = new ParsedEdition(
            identity.Id, identity.Title, request.Edition, request.Publisher, facts.Sha256, reading.Entries, reading.Unread, reading.Rows);
        var report = new ListReporting(request, identity, facts, reading, current);
        switch (ImportingEdition.Decide(edition, state, current, request.AllowShrink))
        {
            case EditionOutcome.Refused(var unlawful):
                return new ListImportResult.Refused(new(unlawful.Code, unlawful.Zh, unlawful.En, unlawful.Mend), reading.Rejects);
            case EditionOutcome.AlreadyImported:
                return new ListImportResult.Done(report.AlreadyImported(state.Title));
            case EditionOutcome.Imported imported:
                var appends = Appends(edition, identity, imported, streams);
                var count = appends.Sum(append => append.Events.Count);
                if (request.DryRun)
                    return new ListImportResult.Done(report.Imported(imported, count, null));
                progress?.Report(new("writing", 0, count));
                var outcome = await store.BulkAppend(appends, new EventMetadata(request.Actor, CausationId: "import-list"), cancellation);
                progress?.Report(new("writing", count, count));
                return outcome switch
                {
                    AppendOutcome.Appended done => new ListImportResult.Done(report.Imported(imported, count, done.LastPosition)),
                    AppendOutcome.VersionConflict => null,
                    AppendOutcome.Invalid invalid => Refuse(new("list.not-storable", "无法入库", invalid.Reason)),
                    _ => throw new InvalidOperationException("A bulk append is done, in conflict or invalid."),
                };
            default:
                throw new InvalidOperationException("An edition is imported, known or refused.");
        }
    }

    private static async Task<Dictionary<string, EntryState>> Standing(
        ReadStreams streams, ListIdentity identity, IEnumerable<string> codes, CancellationToken cancellation)
    {
        var byStream = codes.ToDictionary(code => StreamIds.Institution(identity.InstitutionOf(code)), StringComparer.Ordinal);
        await streams.Load([.. byStream.Keys], cancellation);
        return byStream.ToDictionary(
            pair => pair.Value, pair => EntryState.Fold(identity.Id, streams.Loaded(pair.Key)), StringComparer.Ordinal);
    }

    private static List<StreamAppend> Appends(
        ParsedEdition edition, ListIdentity identity, EditionOutcome.Imported imported, ReadStreams streams)
    {
        var byStream = imported.OnEntries.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (Stream: StreamIds.Institution(identity.InstitutionOf(pair.Key)), Facts: pair.Value))
            .Prepend((Stream: StreamIds.List(identity.Id), Facts: imported.OnList));
        if (identity.IsNew)
        {
            var opened = new ListOpened(edition.Act, identity.Id, identity.Title, edition.Publisher, identity.Scheme);
            byStream = byStream.Prepend((ListCatalogue.StreamId, (IReadOnlyList<IFact>)[opened]));
        }

        return [.. byStream.Select(each => new StreamAppend(
            each.Stream,
            StreamIds.TypeOf(each.Stream),
            ExpectedVersion.Exactly(streams.VersionOf(each.Stream)),
            [.. each.Facts.Select((fact, index) => FactCodec.Encode(IdOf(edition, each.Stream, streams.VersionOf(each.Stream) + index,
                fact), fact))]))];
    }

    /// <summary>The same import of the same content at the same place gives the same ids: a repeat would meet itself.</summary>
    private static Guid IdOf(ParsedEdition edition, string stream, long version, IFact fact) => DerivedIds.From(
        "list-import", edition.List, $"{edition.Day:yyyy-MM-dd}", edition.ContentSha256, stream, $"{version}",
            FactCatalog.NameOf(fact.GetType()));

    private static ListImportResult.Refused Refuse(ListRefusal refusal) => new(refusal, []);
}
