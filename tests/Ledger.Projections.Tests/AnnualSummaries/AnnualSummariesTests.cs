using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.CreditAccounts;
using Ledger.Projections.AnnualSummaries;
using Ledger.Projections.Engine;
using Ledger.Projections.Tests.CreditHours;
using static Ledger.Projections.Tests.TestLedger;

namespace Ledger.Projections.Tests.AnnualSummaries;

public sealed class AnnualSummariesTests
{
    [Fact]
    public void Random_facts_give_the_figures_that_counting_all_accounts_gives() =>
        Prop.ForAll(RandomAccounts.Steps.ToArbitrary(), steps => HoldsAsync(steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Fact]
    public async Task Someone_who_came_three_times_is_one_person_and_three_times()
    {
        await using var ledger = await Create();
        var person = Guid.NewGuid();
        await ledger.AppendAll(
            [(Said.Credits(person), [.. Enumerable.Range(0, 3).SelectMany(_ => Said.RecognisedClaim(Guid.NewGuid(), 8))])]);
        await ledger.CatchUp();
        var figures = (await ledger.AnnualSummaries.Institution("a", 2024, Never)).Figures;
        (figures.Persons, figures.PersonTimes, figures.Hours).ShouldBe((1, 3, 24));
    }

    [Fact]
    public async Task What_is_taken_back_leaves_no_row_behind()
    {
        await using var ledger = await Create();
        var (person, entry) = (Guid.NewGuid(), Guid.NewGuid());
        await ledger.Append(Said.Credits(person), Said.Claimed(entry, 8, project: "p-1"));
        await ledger.Append(Said.Credits(person), Said.Recognised(entry, 8));
        await ledger.CatchUp();
        (await ledger.AnnualSummaries.Region("360000", 2024, Never)).Figures.Projects.ShouldBe(1);
        await ledger.Append(Said.Credits(person), Said.Revoked(entry, 8));
        await ledger.CatchUp();

        var year = await ledger.AnnualSummaries.Year(2024, null, Never);
        (year.Institutions.Count, year.Regions.Count, year.Position).ShouldBe((0, 0, 3));
        (await ledger.Scalar("select count(*) from annual_summaries.place_project")).ShouldBe(0);
    }

    [Fact]
    public async Task A_person_who_moved_within_a_city_is_one_there_and_one_in_each_county()
    {
        await using var ledger = await Create();
        var person = Guid.NewGuid();
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        await ledger.AppendAll([(Said.Credits(person), [
            Said.Claimed(first, 8, division: "360102"), Said.Recognised(first, 8),
            Said.Claimed(second, 8, division: "360103"), Said.Recognised(second, 8)])]);
        await ledger.CatchUp();
        foreach (var (division, times) in new[] { ("360102", 1), ("360103", 1), ("360100", 2), ("360000", 2) })
        {
            var figures = (await ledger.AnnualSummaries.Region(division, 2024, Never)).Figures;
            (figures.Persons, figures.PersonTimes).ShouldBe((1, times), division);
        }
    }

    private static async Task<bool> HoldsAsync(RandomAccounts.Step[] steps)
    {
        await using var ledger = await Create();
        foreach (var step in steps)
        {
            await ledger.Append(Said.Credits(step.Person, step.Year), step.Fact);
            if (step.Cut)
                await ledger.CatchUp();
        }

        await ledger.CatchUp();
        var counted = steps.GroupBy(step => (step.Person, step.Year))
            .SelectMany(account => CreditAccount.Fold(account.Select(step => step.Fact)).Entries.OfType<RecognisedEntry>()
                .Select(entry => new Counted(account.Key.Person, account.Key.Year, entry.Hours, entry.Said)))
            .ToList();
        foreach (var year in new[] { 2023, 2024 })
        {
            var ofYear = counted.Where(one => one.Year == year).ToList();
            foreach (var institution in new[] { "a", "b" })
                Compare((await ledger.AnnualSummaries.Institution(institution, year, Never)).Figures,
                    [.. ofYear.Where(one => one.Said.Provider == institution)]);
            foreach (var division in new[] { "360102", "360103", "360100", "360000", "330102", "330100", "330000", "110000" })
                Compare((await ledger.AnnualSummaries.Region(division, year, Never)).Figures,
                    [.. ofYear.Where(one => Divisions.Level(one.Said.Division) > 0
                        && one.Said.Division!.StartsWith(Divisions.Significant(division), StringComparison.Ordinal))]);
        }

        return true;
    }

    private static void Compare(YearFigures told, List<Counted> counted)
    {
        told.PersonTimes.ShouldBe(counted.Count);
        told.Persons.ShouldBe(counted.Select(one => one.Person).Distinct().Count());
        told.Hours.ShouldBe(counted.Sum(one => one.Hours));
        told.Projects.ShouldBe(counted.Select(one => one.Said.Project).OfType<string>().Distinct().Count());
        told.ByFormAndSubject.ShouldBe(counted.GroupBy(one => (one.Said.Form, one.Said.Subject))
            .OrderBy(group => group.Key.Form).ThenBy(group => group.Key.Subject)
            .Select(group => new FormHours(group.Key.Form, group.Key.Subject, group.Count(), group.Sum(one => one.Hours))));
    }

    private sealed record Counted(Guid Person, int Year, decimal Hours, Participation Said);
}
