using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.PublishedLists;
using Ledger.Projections.Directory;
using static Ledger.Projections.Tests.TestLedger;

namespace Ledger.Projections.Tests.Directory;

/// <summary>The directory against the plainest fold there is, on every day and at every position.</summary>
public sealed class RandomDirectoryTests
{
    private const int Days = 8;
    private static readonly DateOnly FirstDay = new(2024, 1, 1);

    [Fact]
    public void Random_facts_in_any_order_of_days_read_as_a_plain_fold_does() =>
        Prop.ForAll(RandomStep().ArrayOf(14).ToArbitrary(), steps => HoldsAsync(steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    /// <param name="Cut">The read model catches up after this fact.</param>
    private sealed record Step(ILegalFact Fact, bool Cut);

    private static Gen<Step> RandomStep() =>
        from day in Gen.Choose(0, Days - 1)
        from kind in Gen.Choose(0, 7)
        from name in Gen.Elements("甲学院", "乙学院", "丙大学")
        from who in Gen.Elements("江西省", "教育部")
        from cut in Gen.Choose(0, 3)
        let act = Said.On(FirstDay.AddDays(day))
        select new Step(
            kind switch
            {
                0 => Said.Registered(act, name),
                1 => Said.Renamed(act, "", name),
                2 => Said.Listed(act, "l-1", lead: who),
                3 => Said.Delisted(act, "l-1"),
                4 => Said.OnList(act, "moe", "1", name, who),
                5 => new EntryRenamed(act, "moe", "1", "", name),
                6 => (ILegalFact)new EntryAuthorityChanged(act, "moe", "1", null, who),
                _ => new EntryNoLongerListed(act, "moe", "1"),
            },
            cut == 0);

    private static async Task<bool> HoldsAsync(Step[] steps)
    {
        await using var ledger = await Create();
        foreach (var step in steps)
        {
            await ledger.Append(Said.Institution("x"), step.Fact);
            if (step.Cut)
                await ledger.CatchUp();
        }

        await ledger.CatchUp();
        for (var known = 1; known <= steps.Length; known++)
        {
            for (var day = FirstDay.AddDays(-1); day < FirstDay.AddDays(Days + 1); day = day.AddDays(1))
                await Compare(ledger, steps, day, known);
        }

        return true;
    }

    private static async Task Compare(TestLedger ledger, Step[] steps, DateOnly day, int known)
    {
        var facts = steps.Take(known).Select(step => step.Fact).Where(fact => fact.Act.On <= day)
            .OrderBy(fact => fact.Act.On).ToList();
        string? own = null, printed = null, lead = null, authority = null;
        bool listed = false, everListed = false, onList = false, everOnList = false;
        foreach (var fact in facts)
        {
            switch (fact)
            {
                case InstitutionRegistered registered: own = registered.Name; break;
                case InstitutionRenamed renamed: own = renamed.To; break;
                case InstitutionListed l: (listed, everListed, lead) = (true, true, l.Lead); break;
                case InstitutionDelisted: listed = false; break;
                case EntryListed e: (onList, everOnList, printed, authority) = (true, true, e.Name, e.Authority); break;
                case EntryRenamed e: printed = e.To; break;
                case EntryAuthorityChanged e when everOnList: authority = e.To; break;
                case EntryNoLongerListed: onList = false; break;
            }
        }

        var rows = (await ledger.Directory.Search(new DirectorySearch(null, day, known), Never)).Rows;
        var expected = new List<(string?, string, string?)>();
        if (listed)
            expected.Add((null, own ?? "x", lead));
        if (onList)
            expected.Add(("moe", printed!, authority));
        rows.Select(row => (row.List, row.Name, row.Authority)).ShouldBe(expected, ignoreOrder: true);

        var details = await ledger.Directory.Institution("x", day, known, Never);
        details?.Name.ShouldBe(own ?? printed);
        details?.Entries.Count(entry => entry.ValidFrom <= day && (entry.ValidTo is null || entry.ValidTo > day))
            .ShouldBe((everListed ? 1 : 0) + (everOnList ? 1 : 0));
    }
}
