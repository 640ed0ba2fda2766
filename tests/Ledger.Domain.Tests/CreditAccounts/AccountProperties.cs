using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;
using Outcome = Ledger.Domain.Kernel.Outcome;

namespace Ledger.Domain.Tests.CreditAccounts;

/// <summary>Whatever is asked of an account, in whatever order, its figures hold.</summary>
public sealed class AccountProperties
{
    private sealed record Step(int Verb, int Entry, int NewEntry, int Activity, int Hours, int Form, int Subject, int Day);

    private static readonly Gen<Step> Steps =
        from verb in Gen.Choose(0, 5)
        from entry in Gen.Choose(1, 6)
        from newEntry in Gen.Choose(1, 12)
        from activity in Gen.Choose(1, 3)
        from hours in Gen.Choose(1, 40)
        from form in Gen.Choose(1, 6)
        from subject in Gen.Choose(0, 1)
        from day in Gen.Choose(0, 200)
        select new Step(verb, entry, newEntry, activity, hours, form, subject, day);

    private static readonly Arbitrary<Step[]> Histories = Steps.ArrayOf().ToArbitrary();

    private sealed record Lived(CreditAccount Live, IReadOnlyList<IFact> Facts);

    private static Outcome Ask(Step step, CreditAccount account)
    {
        var said = new Participation(
            (LearningForm)step.Form, (SubjectKind)step.Subject, step.Hours / 2m, null, $"合成活动{step.Activity}", null,
            new(2025, 1, 1), new(2025, 1, 2));
        var on = new DateOnly(2025, 1, 2).AddDays(step.Day);
        var (person, year, entry, by) = (Given.Person, Given.Year, Given.Id(step.Entry), Given.Authority);
        return step.Verb switch
        {
            0 => ClaimingHours.Decide(new(person, year, entry, on, by, said), account, Given.Rules),
            1 => RecognisingHours.Decide(new(person, year, entry, on, by, said.Hours), account, Given.Rules),
            2 => RefusingHours.Decide(new(person, year, entry, on, by, "proof-missing", "理由"), account, Given.Rules),
            3 => RevokingHours.Decide(new(person, year, entry, on, by, "理由"), account, Given.Rules),
            4 => CorrectingHours.Decide(new(person, year, entry, on, by, Given.Id(step.NewEntry), said, "理由"), account, Given.Rules),
            _ => CreditingHours.Decide(new(person, year, entry, on, by, by, said), account, Given.Rules),
        };
    }

    private static Lived Live(IEnumerable<Step> steps)
    {
        var account = CreditAccount.Initial;
        var facts = new List<IFact>();
        foreach (var step in steps)
        {
            var now = Given.Facts(Ask(step, account));
            facts.AddRange(now);
            account = now.Aggregate(account, (state, fact) => state.Evolve(fact));
        }

        return new Lived(account, facts);
    }

    private static void Holds(Func<Lived, bool> property) =>
        Prop.ForAll(Histories, steps => property(Live(steps))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_fold_of_what_was_written_is_the_account_that_was_lived() => Holds(lived =>
    {
        var replayed = CreditAccount.Fold(lived.Facts.Select(fact =>
            FactCatalog.Read(FactCatalog.NameOf(fact.GetType()), FactCatalog.Write(fact))!));
        return replayed.Entries.SequenceEqual(lived.Live.Entries) && replayed.Totals.All == lived.Live.Totals.All;
    });

    [Fact]
    public void Totals_are_the_sum_of_the_recognised_entries_in_every_cell() => Holds(lived =>
        Enum.GetValues<SubjectKind>().All(subject => Enum.GetValues<LearningForm>().All(form =>
            lived.Live.Totals[subject, form] == lived.Live.Entries.OfType<RecognisedEntry>()
                .Where(entry => entry.Said.Subject == subject && entry.Said.Form == form).Sum(entry => entry.Hours))));

    [Fact]
    public void What_is_given_and_taken_back_sums_to_what_stands() => Holds(lived =>
        lived.Facts.Sum(fact => fact switch
        {
            HoursRecognised recognised => recognised.Hours,
            HoursRestated restated => restated.Hours,
            HoursReversed reversed => -reversed.Hours,
            HoursRevoked revoked => -revoked.Hours,
            _ => 0m,
        }) == lived.Live.Totals.All);

    [Fact]
    public void No_total_is_ever_negative_on_any_day() => Holds(lived =>
    {
        var days = lived.Facts.Cast<ILegalFact>().Select(fact => fact.Act.On).Distinct();
        return days.All(day =>
        {
            var account = CreditAccount.Initial;
            var onTheDay = lived.Facts.Cast<ILegalFact>().Where(fact => fact.Act.On <= day).OrderBy(fact => fact.Act.On);
            return onTheDay.All(fact =>
            {
                account = account.Evolve(fact);
                return Enum.GetValues<SubjectKind>().All(subject => account.Totals.Of(subject) >= 0m);
            });
        });
    });

    [Fact]
    public void The_same_participation_never_stands_twice() => Holds(lived =>
    {
        var standing = lived.Live.Entries.Where(entry => entry.Stands).Select(entry => entry.Said.Key).ToArray();
        return standing.Distinct().Count() == standing.Length;
    });

    [Fact]
    public void Everything_asked_again_at_once_leaves_nothing_new() =>
        Prop.ForAll(Histories, steps =>
        {
            var account = CreditAccount.Initial;
            return steps.All(step =>
            {
                account = Given.After(account, Ask(step, account));
                return Given.Facts(Ask(step, account)).Count == 0;
            });
        }).QuickCheckThrowOnFailure();
}
