using System.Globalization;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>年底 as days. The article names none (赣人社规〔2023〕1号 Art. 15); the pack's choice does, with its reason.</summary>
public static class YearEnd
{
    /// <summary>The first day of a year's end. Who is listed from then on had no year to sum up.</summary>
    public static DateOnly FirstDay(int year, RulePack rules) => Day(year, rules[Rules.YearEnd].Values![0]);

    /// <summary>The last day to hand in the plan for a year: it lies in the year before.</summary>
    public static DateOnly PlanDue(int year, RulePack rules) => Day(year - 1, rules[Rules.YearEnd].Values![1]);

    /// <summary>
    /// Whether a plan for the year was owed: the institution was listed before the year's end began and still on its last day, by whatever
    /// listing, and the article was in force by then.
    /// </summary>
    public static bool OwesPlan(Institution.Registered institution, int year, RulePack rules) =>
        rules.IsInForce(Rules.AnnualPlan, PlanDue(year, rules))
        && institution.WasListedOn(FirstDay(year - 1, rules).AddDays(-1))
        && institution.WasListedOn(PlanDue(year, rules));

    private static DateOnly Day(int year, string monthAndDay) => DateOnly.ParseExact(
        string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{monthAndDay}"), "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
