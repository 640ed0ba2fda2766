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

    private static readonly FigureSql OfYear = new(Years.Name, ["scope", "year", "place"], ["person_times", "persons", "hours"]);

    private static readonly FigureSql OfForm =
        new(Forms.Name, ["scope", "year", "place", "form", "subject"], ["person_times", "hours"]);

    private static readonly FigureSql OfProject = new(Projects.Name, ["scope", "year", "place", "project"], ["entries"]);

    public static async Task Add(Figures figures, FoldTarget target, CancellationToken cancellation)
    {
        var years = figures.Places.Where(pair => pair.Value is not { Persons: 0, PersonTimes: 0, Hours: 0 })
            .Select(pair => (pair.Key, pair.Value.Persons, pair.Value.PersonTimes, pair.Value.Hours)).ToList();
        await Add(Years, OfYear, years, row => row.PersonTimes, target, cancellation);

        var forms = figures.Places.SelectMany(place => place.Value.Forms.Where(pair => pair.Value != default)
            .Select(pair => (place.Key, pair.Key.Form, pair.Key.Subject, pair.Value.PersonTimes, pair.Value.Hours))).ToList();
        await Add(Forms, OfForm, forms, row => row.PersonTimes, target, cancellation);

        var projects = figures.Places.SelectMany(place => place.Value.Projects.Where(pair => pair.Value != 0)
            .Select(pair => (Place: place.Key, Project: pair.Key, Entries: pair.Value))).ToList();
        await Add(Projects, OfProject, projects, row => row.Entries, target, cancellation);
    }

    /// <summary>
    /// Nearly every batch adds to nearly every figure there is, so the rows are changed where they stand, and what is not there yet is
    /// looked for only when something was not. (One statement that inserts or else updates marks each row before it changes it, which
    /// costs twice as much.) Nobody else writes: a live fold holds the model's progress row, and a rebuild's tables nobody else knows.
    /// </summary>
    private static async Task Add<TRow>(
        RowTable<TRow> table, FigureSql sql, IReadOnlyCollection<TRow> rows, Func<TRow, long> count, FoldTarget target,
        CancellationToken cancellation)
    {
        if (await table.Execute(target, sql.Update, rows, cancellation) < rows.Count)
            await table.Execute(target, sql.Insert, rows, cancellation);
        await table.Execute(target, sql.Delete, [.. rows.Where(row => count(row) < 0)], cancellation);
    }

    /// <param name="Figures">The first of them is the count: where it has come to zero, the row goes.</param>
    private sealed record FigureSql(string Table, string[] Keys, string[] Figures)
    {
        private string Same { get; } = string.Join(" and ", Keys.Select(key => $"t.{key} = r.{key}"));

        public string Update => $$"""
            update {schema}.{{Table}} t set {{string.Join(", ", Figures.Select(figure => $"{figure} = t.{figure} + r.{figure}"))}}
            from {rows} where {{Same}}
            """;

        public string Insert => $$"""
            insert into {schema}.{{Table}} ({columns}) select {columns} from {rows}
            where not exists (select from {schema}.{{Table}} t where {{Same}})
            """;

        public string Delete => $$"""
            delete from {schema}.{{Table}} t using {rows} where {{Same}} and t.{{Figures[0]}} = 0
            """;
    }
}
