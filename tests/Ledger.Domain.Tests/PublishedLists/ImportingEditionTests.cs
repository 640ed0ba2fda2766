using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Kernel;
using Ledger.Domain.PublishedLists;
using Ledger.Domain.Values;

namespace Ledger.Domain.Tests.PublishedLists;

/// <summary>The lists are made up.</summary>
public sealed class ImportingEditionTests
{
    private static readonly DateOnly First = new(2025, 6, 20);
    private static readonly DateOnly Second = new(2026, 6, 17);

    [Fact]
    public void A_first_edition_lists_every_entry()
    {
        var book = new Book();
        var counts = book.Import(First, Entry("1", "甲学院"), Entry("2", "乙学院"));
        counts.ShouldBe(new(2, 0, 0, 0, 0, 0, 0));
        book.List.Roster.Keys.Order().ShouldBe(["1", "2"]);
    }

    [Fact]
    public void A_later_edition_says_what_changed_by_code()
    {
        var book = new Book();
        book.Import(First, Entry("1", "甲学院"), Entry("2", "乙学院", "教育部"), Entry("3", "丙学院"), Entry("4", "丁学院"));
        var counts = book.Import(Second, Entry("1", "甲大学"), Entry("2", "乙大学", "某某省"), Entry("4", "丁学院") with { Level = "本科" }, Entry("5",
            "戊"));
        counts.ShouldBe(new(Added: 1, ListedAgain: 0, Renamed: 2, Removed: 1, AuthorityChanged: 1, DetailsChanged: 1, Unchanged: 0));
        book.Facts("3").Last().ShouldBeOfType<EntryNoLongerListed>().Act.ShouldBe(new Act(Second, "某部"));
        book.Facts("2").OfType<EntryRenamed>().Single().From.ShouldBe("乙学院");
        book.List.Roster["3"].ShouldBeFalse();
    }

    [Fact]
    public void Stray_spaces_and_full_width_forms_are_not_changes()
    {
        var book = new Book();
        book.Import(First, Entry("1", "甲学院(筹)", "教育部"));
        book.Import(Second, Entry("1", " 甲 学院（筹）", "教育部　")).ShouldBe(new(0, 0, 0, 0, 0, 0, 1));
    }

    [Fact]
    public void What_comes_back_is_listed_again_and_not_renamed()
    {
        var book = new Book();
        book.Import(First, Entry("1", "甲学院"), Entry("2", "乙"), Entry("3", "丙"));
        book.Import(First.AddDays(1), Entry("2", "乙"), Entry("3", "丙"));
        book.Import(First.AddDays(2), Entry("1", "甲大学"), Entry("2", "乙"), Entry("3", "丙")).ShouldBe(new(1, 1, 0, 0, 0, 0, 2));
    }

    [Fact]
    public void The_same_edition_again_is_nothing_whatever_the_order_of_its_rows()
    {
        var book = new Book();
        book.Import(First, Entry("1", "甲"), Entry("2", "乙"));
        book.Decide(First, [Entry("2", "乙"), Entry("1", "甲 ")]).ShouldBeOfType<EditionOutcome.AlreadyImported>();
    }

    [Fact]
    public void An_older_edition_is_refused_unless_it_was_imported()
    {
        var book = new Book();
        book.Import(First, Entry("1", "甲"));
        book.Import(Second, Entry("1", "乙"));
        book.Decide(First, [Entry("1", "甲")]).ShouldBeOfType<EditionOutcome.AlreadyImported>();
        var refusal = book.Decide(First, [Entry("1", "丙")]).ShouldBeOfType<EditionOutcome.Refused>().Refusal;
        (refusal.Code, refusal.Mend is null).ShouldBe(("list.edition-older", false));
    }

    [Fact]
    public void The_same_day_with_other_content_is_a_corrected_issue_and_may_be_corrected_back()
    {
        var book = new Book();
        book.Import(First, Entry("1", "甲"));
        book.Import(First, Entry("1", "乙")).Renamed.ShouldBe(1);
        book.Import(First, Entry("1", "甲")).Renamed.ShouldBe(1);
    }

    [Fact]
    public void More_than_half_of_a_list_does_not_go_at_once_unless_it_is_said()
    {
        var book = new Book();
        book.Import(First, Entry("1", "甲"), Entry("2", "乙"), Entry("3", "丙"), Entry("4", "丁"));
        book.Decide(Second, [Entry("1", "甲")]).ShouldBeOfType<EditionOutcome.Refused>().Refusal.Code.ShouldBe("list.shrinks");
        book.Decide(Second, [Entry("1", "甲"), Entry("2", "乙")]).ShouldBeOfType<EditionOutcome.Imported>();
        book.Decide(Second, [Entry("1", "甲")], allowShrink: true).ShouldBeOfType<EditionOutcome.Imported>().Counts.Removed.ShouldBe(3);
    }

    [Fact]
    public void A_row_that_could_not_be_read_stays_as_it_was()
    {
        var book = new Book();
        book.Import(First, Entry("1", "甲"), Entry("2", "乙"));
        var outcome = book.Decide(Second, [Entry("1", "甲")], unread: ["2", "9"]).ShouldBeOfType<EditionOutcome.Imported>();
        outcome.Counts.ShouldBe(new(0, 0, 0, 0, 0, 0, 1));
        outcome.OnEntries.ShouldBeEmpty();
    }

    [Fact]
    public void A_long_membership_is_written_in_parts()
    {
        var book = new Book();
        book.Import(First, [.. Enumerable.Range(1, 1_201).Select(code => Entry($"{code}", $"第{code}学院"))]);
        book.ListFacts.OfType<ListMembershipChanged>().Select(fact => fact.Listed.Count).ShouldBe([500, 500, 201]);
        book.List.Roster.Count.ShouldBe(1_201);
        book.ListFacts.Max(fact => FactCatalog.Write(fact).Length).ShouldBeLessThan(60 * 1024);
    }

    [Fact]
    public void One_edition_after_another_gives_what_the_last_gives_alone() =>
        Prop.ForAll(Arb.From(Editions), Arb.From(Editions), (one, other) =>
        {
            var (both, alone) = (new Book(), new Book());
            both.Import(First, one);
            both.Import(Second, other);
            alone.Import(Second, other);
            return both.Standing().SequenceEqual(alone.Standing());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_edition_after_itself_is_nothing_and_its_counts_add_up() =>
        Prop.ForAll(Arb.From(Editions), Arb.From(Editions), (one, other) =>
        {
            var book = new Book();
            book.Import(First, one);
            var counts = book.Import(Second, other);
            var changed = other.Length - counts.Added - counts.Unchanged;
            return changed >= 0 && changed <= counts.Renamed + counts.AuthorityChanged + counts.DetailsChanged
                && book.Decide(Second, other) is EditionOutcome.AlreadyImported
                && book.Decide(Second.AddDays(1), other) is EditionOutcome.Imported { OnEntries.Count: 0 };
        }).QuickCheckThrowOnFailure();

    private static Gen<PrintedEntry[]> Editions =>
        from codes in Gen.SubListOf(Enumerable.Range(1, 12).Select(code => $"{code}").ToArray())
        from names in Gen.Elements("甲", "甲 ", "乙", "丙（Ａ）", "丙(A)").ArrayOf(12)
        from authorities in Gen.Elements("教育部", "某省", null).ArrayOf(12)
        from levels in Gen.Elements("本科", "专科").ArrayOf(12)
        select codes.Select((code, i) => Entry(code, names[i], authorities[i]) with { Level = levels[i] }).ToArray();

    private static PrintedEntry Entry(string code, string name, string? authority = null) => new(code, name, Authority: authority);

    /// <summary>Streams in memory: what a store would hold.</summary>
    private sealed class Book
    {
        private readonly Dictionary<string, List<IFact>> _entries = [];

        public List<IFact> ListFacts { get; } = [];

        public PublishedList List => PublishedList.Fold(ListFacts);

        public List<IFact> Facts(string code) => _entries[code];

        public EditionOutcome Decide(DateOnly day, PrintedEntry[] entries, bool allowShrink = false, string[]? unread = null)
        {
            var current = _entries.ToDictionary(pair => pair.Key, pair => EntryState.Fold("l", pair.Value));
            var edition = new ParsedEdition("l", "某名单", day, "某部", new string('0', 64), entries, (unread ?? []).ToHashSet(),
                entries.Length);
            return ImportingEdition.Decide(edition, List, current, allowShrink);
        }

        public EditionCounts Import(DateOnly day, params PrintedEntry[] entries)
        {
            var imported = Decide(day, entries, allowShrink: true).ShouldBeOfType<EditionOutcome.Imported>();
            ListFacts.AddRange(imported.OnList);
            foreach (var (code, facts) in imported.OnEntries)
            {
                _entries.TryAdd(code, []);
                _entries[code].AddRange(facts);
            }

            return imported.Counts;
        }

        /// <summary>What is listed, in the form in which names are compared.</summary>
        public IEnumerable<(string, string, string, string)> Standing() =>
            from pair in _entries
            let state = EntryState.Fold("l", pair.Value)
            where state.Listed
            orderby pair.Key
            select (pair.Key, NameKey.Of(state.Printed!.Name), NameKey.Of(state.Printed.Authority), NameKey.Of(state.Printed.Level));
    }
}
