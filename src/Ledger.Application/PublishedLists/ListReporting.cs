using Ledger.Application.Files;
using Ledger.Domain.Kernel;
using Ledger.Domain.PublishedLists;

namespace Ledger.Application.PublishedLists;

/// <summary>Puts the report together: the counts of the decision, and each change in words a reader can check against the list.</summary>
internal sealed class ListReporting(
    ListImportRequest request, ListIdentity list, FileFacts facts, ListReading reading, IReadOnlyDictionary<string, EntryState> current)
{
    /// <param name="title">As it stands: an edition that is known already renames nothing.</param>
    public ListImportReport AlreadyImported(string? title) =>
        Report(new(0, 0, 0, 0, 0, 0, reading.Entries.Count), 0, null, []) with { AlreadyImported = true, Title = title ?? list.Title };

    public ListImportReport Imported(EditionOutcome.Imported imported, int written, long? position)
    {
        var names = reading.Entries.ToDictionary(entry => entry.Code, entry => entry.Name, StringComparer.Ordinal);
        var changes = imported.OnEntries.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .SelectMany(pair => pair.Value.Select(fact => Change(pair.Key, names.GetValueOrDefault(pair.Key), fact)));
        return Report(imported.Counts, written, position, [.. changes]);
    }

    private ListChange Change(string code, string? name, IFact fact)
    {
        var before = current.GetValueOrDefault(code)?.Printed;
        var shown = name ?? before?.Name ?? string.Empty;
        return fact switch
        {
            EntryListed when before is not null => new("listedAgain", code, shown),
            EntryListed => new("added", code, shown),
            EntryRenamed renamed => new("renamed", code, shown, renamed.From, renamed.To),
            EntryAuthorityChanged changed => new("authorityChanged", code, shown, changed.From, changed.To),
            EntryDetailsChanged changed => new("detailsChanged", code, shown,
                Details(before?.Region, before?.Seat, before?.Level, before?.Remark),
                Details(changed.Region, changed.Seat, changed.Level, changed.Remark)),
            _ => new("removed", code, shown),
        };
    }

    private static string Details(params string?[] details) => string.Join(" / ", details.Select(detail => detail ?? "—"));

    private ListImportReport Report(EditionCounts counts, int written, long? position, IReadOnlyList<ListChange> changes) => new(
        list.Id, list.Title, request.Edition, request.Publisher, facts.Sha256, facts.Encoding, request.DryRun, list.IsNew,
        AlreadyImported: false, reading.Rows, counts.Added, counts.ListedAgain, counts.Renamed, counts.Removed, counts.AuthorityChanged,
        counts.DetailsChanged, counts.Unchanged, reading.Rejects.Count, written, position, changes, reading.Rejects, reading.Warnings);
}
