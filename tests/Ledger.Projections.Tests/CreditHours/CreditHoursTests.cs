using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;
using Ledger.Projections.CreditHours;
using static Ledger.Projections.Tests.TestLedger;

namespace Ledger.Projections.Tests.CreditHours;

public sealed class CreditHoursTests
{
    [Fact]
    public void Random_facts_fold_to_what_the_account_itself_says_now_and_at_every_earlier_position() =>
        Prop.ForAll(RandomAccounts.Steps.ToArbitrary(), Holds).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Fact]
    public async Task A_year_says_what_is_missing_and_what_is_behind_it()
    {
        await using var ledger = await Create();
        var person = Guid.NewGuid();
        await ledger.AppendAll([(Said.Credits(person),
            [.. Said.RecognisedClaim(Guid.NewGuid(), 60), .. Said.RecognisedClaim(Guid.NewGuid(), 29.5m, SubjectKind.Public)])]);
        await ledger.CatchUp();

        var year = await ledger.CreditHours.Year(person, 2024, null, null, Never);
        (year.Total, year.ProfessionalHours, year.PublicHours).ShouldBe((89.5m, 60m, 29.5m));
        (year.Met, year.Missing, year.ShareMet, year.Required).ShouldBe((false, 0.5m, true, 90m));
        year.Entries.Count.ShouldBe(2);
        year.Position.ShouldBe(4);
        (await ledger.CreditHours.Year(person, 2023, null, null, Never)).Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_year_before_the_article_has_its_sums_and_no_judgement()
    {
        await using var ledger = await Create();
        var person = Guid.NewGuid();
        await ledger.AppendAll([(Said.Credits(person, 2022), Said.RecognisedClaim(Guid.NewGuid(), 60))]);
        await ledger.CatchUp();

        var year = await ledger.CreditHours.Year(person, 2022, null, null, Never);
        (year.Total, year.Required, year.Met, year.Missing, year.ShareMet).ShouldBe((60m, null, null, null, null));
        var none = await ledger.CreditHours.Short(new ShortSearch(2022, [person]), Never);
        (none.Rows.Count, none.Required).ShouldBe((0, null));
    }

    [Theory]
    [InlineData(90, 60, true)]
    [InlineData(90, 59.9, false)]
    [InlineData(100, 66.6, false)]
    [InlineData(100, 66.7, true)]
    [InlineData(0, 0, false)]
    public void Two_thirds_are_two_parts_of_three_and_not_a_decimal(double total, double professional, bool met) =>
        Rule.ShareIsMet((decimal)total, (decimal)professional).ShouldBe(met);

    [Fact]
    public async Task Who_is_short_comes_in_pages_and_those_without_a_record_are_short_too()
    {
        await using var ledger = await Create();
        var persons = Enumerable.Range(0, 7).Select(_ => Guid.NewGuid()).OrderBy(id => id.ToString("N"), StringComparer.Ordinal).ToList();
        await ledger.AppendAll(persons.Select((person, index) =>
            (Said.Credits(person), Said.RecognisedClaim(Guid.NewGuid(), index < 5 ? 89.9m : 90m))));
        await ledger.CatchUp();

        var first = await ledger.CreditHours.Short(new ShortSearch(2024, Limit: 3), Never);
        var second = await ledger.CreditHours.Short(new ShortSearch(2024, After: first.Next, Limit: 3), Never);
        first.Rows.Concat(second.Rows).Select(row => row.Person).ShouldBe(persons[..5]);
        second.Next.ShouldBeNull();

        var unknown = Guid.NewGuid();
        var among = await ledger.CreditHours.Short(new ShortSearch(2024, [persons[0], persons[6], unknown]), Never);
        among.Rows.Select(row => (row.Person, row.Missing)).ShouldBe([(persons[0], 0.1m), (unknown, 90m)], ignoreOrder: true);
        (await ledger.CreditHours.Short(new ShortSearch(2024, Division: "360000"), Never)).Rows.Count.ShouldBe(5);
        (await ledger.CreditHours.Short(new ShortSearch(2024, Division: "330000"), Never)).Rows.ShouldBeEmpty();
    }

    private static bool Holds(RandomAccounts.Step[] steps) => HoldsAsync(steps).GetAwaiter().GetResult();

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
        foreach (var (person, year) in steps.Select(step => (step.Person, step.Year)).Distinct())
        {
            foreach (var known in new long?[] { null, 1, steps.Length / 2, steps.Length - 1 })
            {
                var facts = steps.Take((int)(known ?? steps.Length)).Where(step => step.Person == person && step.Year == year);
                Compare(
                    await ledger.CreditHours.Year(person, year, known, null, Never), CreditAccount.Fold(facts.Select(step => step.Fact)));
            }
        }

        return true;
    }

    private static void Compare(PersonYear told, CreditAccount account)
    {
        told.Entries.Select(entry => (entry.Entry, entry.Status, entry.Hours, entry.ReplacedBy)).ShouldBe(
            account.Entries.Select(entry => (entry.Id, StatusOf(entry), entry is RecognisedEntry one ? one.Hours : 0,
                (entry as ReversedEntry)?.ReplacedBy)),
            ignoreOrder: true);
        told.Total.ShouldBe(account.Entries.OfType<RecognisedEntry>().Sum(entry => entry.Hours));
        told.PublicHours.ShouldBe(account.Entries.OfType<RecognisedEntry>()
            .Where(entry => entry.Said.Subject == SubjectKind.Public).Sum(entry => entry.Hours));
    }

    private static CreditEntryStatus StatusOf(CreditEntry entry) => entry switch
    {
        ClaimedEntry => CreditEntryStatus.Claimed,
        RecognisedEntry => CreditEntryStatus.Recognised,
        RefusedEntry => CreditEntryStatus.Refused,
        ReversedEntry => CreditEntryStatus.Reversed,
        _ => CreditEntryStatus.Revoked,
    };
}
