using Ledger.Domain.Kernel;
using Ledger.Domain.Values;

namespace Ledger.Domain.PublishedLists;

/// <summary>What an edition comes to.</summary>
public abstract record EditionOutcome
{
    private EditionOutcome() { }

    /// <param name="OnEntries">By code; every code here has at least one fact.</param>
    /// <param name="OnList">For the list's own stream.</param>
    public sealed record Imported(
        IReadOnlyDictionary<string, IReadOnlyList<IFact>> OnEntries, IReadOnlyList<IFact> OnList, EditionCounts Counts) : EditionOutcome;

    /// <summary>The same edition with the same content was imported before: no new facts.</summary>
    public sealed record AlreadyImported : EditionOutcome;

    public sealed record Refused(Refusal Refusal) : EditionOutcome;
}

/// <summary>
/// Each entry that was read counts once in <paramref name="Added"/>, once in <paramref name="Unchanged"/>, or in one or more of
/// <paramref name="Renamed"/>, <paramref name="AuthorityChanged"/> and <paramref name="DetailsChanged"/>.
/// </summary>
/// <param name="ListedAgain">Of those added: had been on the list before.</param>
/// <param name="Removed">Entries that stood on the list and are not in this edition.</param>
public sealed record EditionCounts(
    int Added, int ListedAgain, int Renamed, int Removed, int AuthorityChanged, int DetailsChanged, int Unchanged);

/// <summary>
/// Compares an edition with what the list has and says what changed, by code. Editions go forward: an older one cannot be put under a
/// newer one afterwards, because the facts of the newer were drawn without it. The same day with other content is a corrected re-issue.
/// Stray spaces and full-width forms are not changes.
/// </summary>
public static class ImportingEdition
{
    /// <summary>Codes in one membership fact: the body stays well under the store's limit at 64 bytes a code.</summary>
    public const int CodesPerMembershipFact = 500;

    /// <param name="current">Each code of the roster and of the edition, with its standing; a code that is missing was never
    /// listed.</param>
    /// <param name="allowShrink">Whether more than half of the list may go at once.</param>
    public static EditionOutcome Decide(
        ParsedEdition edition, PublishedList list, IReadOnlyDictionary<string, EntryState> current, bool allowShrink)
    {
        var content = edition.ContentSha256;
        if (list.Newest is { } newest && edition.Day <= newest.Day)
        {
            // Of one day only the last issue counts: a corrected one that is corrected back is a change again.
            var known = edition.Day == newest.Day ? newest.ContentSha256 == content : list.Editions.Contains(new(edition.Day, content));
            if (known)
                return new EditionOutcome.AlreadyImported();
            if (edition.Day < newest.Day)
                return new EditionOutcome.Refused(Older(edition.Day, newest.Day));
        }

        var printed = edition.Entries.Select(entry => entry.Code).ToHashSet(StringComparer.Ordinal);
        var listed = current.Where(pair => pair.Value.Listed).Select(pair => pair.Key).ToList();
        var gone = listed.Where(code => !printed.Contains(code) && !edition.Unread.Contains(code)).Order(StringComparer.Ordinal).ToList();
        if (gone.Count * 2 > listed.Count && !allowShrink)
            return new EditionOutcome.Refused(Shrinks(gone.Count, listed.Count));

        var changes = edition.Entries
            .Select(entry => (entry.Code, Facts: (IReadOnlyList<IFact>)Changes(edition, entry, current.GetValueOrDefault(entry.Code,
                EntryState.Never))))
            .Concat(gone.Select(code => (Code: code, Facts: (IReadOnlyList<IFact>)[new EntryNoLongerListed(edition.Act, edition.List,
                code)])))
            .Where(change => change.Facts.Count > 0)
            .ToDictionary(change => change.Code, change => change.Facts, StringComparer.Ordinal);
        var counts = Count(edition, changes, current);
        return new EditionOutcome.Imported(changes, [.. OnList(edition, content, counts, changes, gone)], counts);
    }

    private static List<IFact> Changes(ParsedEdition edition, PrintedEntry entry, EntryState before)
    {
        var (act, list, code) = (edition.Act, edition.List, entry.Code);
        if (before is not { Listed: true, Printed: { } printed })
            return [new EntryListed(act, list, code, entry.Name, entry.Region, entry.Seat, entry.Authority, entry.Level, entry.Remark)];

        var facts = new List<IFact>(3);
        if (!NameKey.Same(printed.Name, entry.Name))
            facts.Add(new EntryRenamed(act, list, code, printed.Name, entry.Name));
        if (!NameKey.Same(printed.Authority, entry.Authority))
            facts.Add(new EntryAuthorityChanged(act, list, code, printed.Authority, entry.Authority));
        if (!NameKey.Same(printed.Region, entry.Region) || !NameKey.Same(printed.Seat, entry.Seat)
            || !NameKey.Same(printed.Level, entry.Level) || !NameKey.Same(printed.Remark, entry.Remark))
            facts.Add(new EntryDetailsChanged(act, list, code, entry.Region, entry.Seat, entry.Level, entry.Remark));
        return facts;
    }

    private static EditionCounts Count(
        ParsedEdition edition, Dictionary<string, IReadOnlyList<IFact>> changes, IReadOnlyDictionary<string, EntryState> current)
    {
        var facts = changes.Values.SelectMany(each => each).ToList();
        return new(
            Added: facts.OfType<EntryListed>().Count(),
            ListedAgain: facts.OfType<EntryListed>().Count(fact => current.GetValueOrDefault(fact.Code)?.Printed is not null),
            Renamed: facts.OfType<EntryRenamed>().Count(),
            Removed: facts.OfType<EntryNoLongerListed>().Count(),
            AuthorityChanged: facts.OfType<EntryAuthorityChanged>().Count(),
            DetailsChanged: facts.OfType<EntryDetailsChanged>().Count(),
            Unchanged: edition.Entries.Count(entry => !changes.ContainsKey(entry.Code)));
    }

    private static IEnumerable<IFact> OnList(
        ParsedEdition edition, string content, EditionCounts counts, Dictionary<string, IReadOnlyList<IFact>> changes, List<string> gone)
    {
        yield return new EditionImported(
            edition.Act, edition.List, edition.Title, edition.Publisher, edition.Sha256, content, edition.Rows,
            counts.Added, counts.Renamed, counts.Removed, counts.AuthorityChanged);
        var added = changes.Where(pair => pair.Value[0] is EntryListed).Select(pair => pair.Key).Order(StringComparer.Ordinal);
        foreach (var codes in added.Chunk(CodesPerMembershipFact))
            yield return new ListMembershipChanged(edition.Act, edition.List, codes, []);
        foreach (var codes in gone.Chunk(CodesPerMembershipFact))
            yield return new ListMembershipChanged(edition.Act, edition.List, [], codes);
    }

    private static Refusal Older(DateOnly day, DateOnly newest) => new(
        "list.edition-older", RefusalKind.WrongState,
        $"该名单已导入{newest:yyyy-MM-dd}版，不能再导入更早的{day:yyyy-MM-dd}版：名单只能按日期先后导入",
        $"The edition of {newest:yyyy-MM-dd} is imported already; an older one ({day:yyyy-MM-dd}) cannot follow it.",
        Mend: "请核对版本日期；如需补录旧版，请在新的账本中按日期先后导入，或者用 --list 导入为另一名单");

    private static Refusal Shrinks(int gone, int listed) => new(
        "list.shrinks", RefusalKind.WrongState,
        $"名单现有{listed}项，新版缺少其中{gone}项，超过一半，疑为文件不完整",
        $"The list has {listed} entries and this edition lacks {gone} of them, more than half: the file may be incomplete.",
        Mend: "请核对文件是否完整；确属大幅减少的，导入时声明允许缩减（--allow-shrink）");
}
