using Ledger.Domain.CreditAccounts;
using Ledger.Projections.Engine;

namespace Ledger.Projections.AnnualSummaries;

/// <summary>
/// Adds a batch's figures to the tables. A row whose count has come to zero goes, so that the rows say only what there is.
/// </summary>
internal static class FigureTables
{
    private static readonly RowTable<(Place Place, long Persons, long PersonTimes, decimal Hours)> Years =
        new RowTable<(Place Place, long Persons, long PersonTimes, decimal Hours)>("place_year")
            .Small("scope", row => row.Place.Scope)
            .Text("place", row => row.Place.Name)
            .Integer("year", row => row.Place.Year)
            .Big("persons", row => row.Persons)
            .Big("person_times", row => row.PersonTimes)
            .Numeric("hours", row => row.Hours);

    private static readonly RowTable<(Place Place, LearningForm Form, SubjectKind Subject, long PersonTimes, decimal Hours)> Forms =
        new RowTable<(Place Place, LearningForm Form, SubjectKind Subject, long PersonTimes, decimal Hours)>("place_form")
            .Small("scope", row => row.Place.Scope)
            .Text("place", row => row.Place.Name)
            .Integer("year", row => row.Place.Year)
            .Small("form", row => (short)row.Form)
            .Small("subject", row => (short)row.Subject)
            .Big("person_times", row => row.PersonTimes)
            .Numeric("hours", row => row.Hours);

    private static readonly RowTable<(Place Place, string Project, long Entries)> Projects =
        new RowTable<(Place Place, string Project, long Entries)>("place_project")
            .Small("scope", row => row.Place.Scope)
            .Text("place", row => row.Place.Name)
            .Integer("year", row => row.Place.Year)
            .Text("project", row => row.Project)
            .Big("entries", row => row.Entries);

    private const string AddYears = """
        insert into {schema}.place_year as t ({columns}) select {columns} from {rows}
        on conflict (scope, year, place) do update set
          persons = t.persons + excluded.persons, person_times = t.person_times + excluded.person_times, hours = t.hours + excluded.hours
        """;

    private const string DropYears = """
        delete from {schema}.place_year t using {rows}
        where t.scope = r.scope and t.year = r.year and t.place = r.place and t.person_times = 0
        """;

    private const string AddForms = """
        insert into {schema}.place_form as t ({columns}) select {columns} from {rows}
        on conflict (scope, year, place, form, subject) do update set
          person_times = t.person_times + excluded.person_times, hours = t.hours + excluded.hours
        """;

    private const string DropForms = """
        delete from {schema}.place_form t using {rows}
        where t.scope = r.scope and t.year = r.year and t.place = r.place and t.form = r.form and t.subject = r.subject
          and t.person_times = 0
        """;

    private const string AddProjects = """
        insert into {schema}.place_project as t ({columns}) select {columns} from {rows}
        on conflict (scope, year, place, project) do update set entries = t.entries + excluded.entries
        """;

    private const string DropProjects = """
        delete from {schema}.place_project t using {rows}
        where t.scope = r.scope and t.year = r.year and t.place = r.place and t.project = r.project and t.entries = 0
        """;

    public static async Task Add(Figures figures, FoldTarget target, CancellationToken cancellation)
    {
        var years = figures.Places.Where(pair => pair.Value is not { Persons: 0, PersonTimes: 0, Hours: 0 })
            .Select(pair => (pair.Key, pair.Value.Persons, pair.Value.PersonTimes, pair.Value.Hours)).ToList();
        await Years.Execute(target, AddYears, years, cancellation);
        await Years.Execute(target, DropYears, [.. years.Where(row => row.PersonTimes < 0)], cancellation);

        var forms = figures.Places.SelectMany(place => place.Value.Forms.Where(pair => pair.Value != default)
            .Select(pair => (place.Key, pair.Key.Form, pair.Key.Subject, pair.Value.PersonTimes, pair.Value.Hours))).ToList();
        await Forms.Execute(target, AddForms, forms, cancellation);
        await Forms.Execute(target, DropForms, [.. forms.Where(row => row.PersonTimes < 0)], cancellation);

        var projects = figures.Places.SelectMany(place => place.Value.Projects.Where(pair => pair.Value != 0)
            .Select(pair => (place.Key, pair.Key, pair.Value))).ToList();
        await Projects.Execute(target, AddProjects, projects, cancellation);
        await Projects.Execute(target, DropProjects, [.. projects.Where(row => row.Value < 0)], cancellation);
    }
}
