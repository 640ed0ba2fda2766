using System.Globalization;
using Ledger.Projections.Engine;

namespace Ledger.Projections.AnnualSummaries;

/// <summary>
/// The rows that a published edition of a year's statistics is made of: one for each place with its figures, and one for each place, form
/// and subject. Places are institutions (scope 0) and divisions (1 province, 2 city, 3 county); codes are those of the tables' comments.
/// </summary>
public static class EditionRows
{
    public const string Places = "place_year";
    public const string Forms = "place_form";

    public static IReadOnlyList<CanonicalTable> Tables(int year)
    {
        var of = year.ToString(CultureInfo.InvariantCulture);
        return
        [
            new CanonicalTable(
                Places, ["scope", "place", "year", "projects", "persons", "person_times", "hours"],
                $$"""
                (select y.*, (select count(*) from {schema}.place_project p
                              where p.scope = y.scope and p.year = y.year and p.place = y.place) as projects
                 from {schema}.place_year y where y.year = {{of}})
                """,
                ["scope", "place"]),
            new CanonicalTable(
                Forms, ["scope", "place", "year", "form", "subject", "person_times", "hours"],
                $$"""(select * from {schema}.place_form where year = {{of}})""", ["scope", "place", "form", "subject"]),
        ];
    }
}
