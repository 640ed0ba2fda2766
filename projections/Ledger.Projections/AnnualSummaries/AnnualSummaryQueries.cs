using Ledger.Domain.CreditAccounts;
using Ledger.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.AnnualSummaries;

/// <summary>Reads of the annual summaries. One statement is one answer, and its position is in it.</summary>
public sealed class AnnualSummaryQueries(NpgsqlDataSource database)
{
    private const string Figures = """
        with at as materialized (select position from annual_summaries.generation),
        places as (
          select * from annual_summaries.place_year
          where scope = 0 and year = $1 and ($2::text is null or place = $2) and ($3::text is null or place > $3)
            and ($4::smallint is null or $4 = 0)
          order by place
          limit $6
        ),
        regions as (
          select * from annual_summaries.place_year
          where scope > 0 and year = $1 and ($5::text is null or place = $5) and ($4::smallint is null or scope = $4)
        ),
        wanted as (select * from places union all select * from regions)
        select at.position, w.scope, w.place, w.persons, w.person_times,
               (select count(*) from annual_summaries.place_project p where p.scope = w.scope and p.year = $1 and p.place = w.place),
               trim_scale(w.hours), f.form, f.subject, f.person_times, trim_scale(f.hours)
        from at
        left join wanted w on true
        left join annual_summaries.place_form f
          on f.scope = w.scope and f.year = $1 and f.place = w.place
        order by w.scope, w.place, f.form, f.subject
        """;

    /// <summary>One institution's year; zeros when nothing was recognised.</summary>
    public async Task<InstitutionSummary> Institution(string institution, int year, CancellationToken cancellation)
    {
        var (places, position) = await Read(year, institution, null, 0, null, 1, cancellation);
        return new InstitutionSummary(institution, year, places.Count > 0 ? places[0].Figures : None, position);
    }

    /// <summary>One division's year, with all beneath it; zeros when nothing was recognised, or for what is no division code.</summary>
    public async Task<RegionSummary> Region(string division, int year, CancellationToken cancellation)
    {
        var level = Divisions.Level(division);
        var (places, position) = await Read(year, null, null, (short)(level == 0 ? -1 : level), division, 1, cancellation);
        return new RegionSummary(division, year, places.Count > 0 ? places[0].Figures : None, position);
    }

    /// <summary>A year's institutions, a page of them, and all of its regions.</summary>
    /// <param name="afterInstitution">The last institution of the page before; null for the first page.</param>
    public async Task<YearSummary> Year(int year, string? afterInstitution, CancellationToken cancellation)
    {
        var (places, position) = await Read(year, null, afterInstitution, null, null, SummaryLimits.PageRows + 1, cancellation);
        var institutions = places.Where(place => place.Scope == 0)
            .Select(place => new InstitutionSummary(place.Name, year, place.Figures, position)).ToList();
        var regions = places.Where(place => place.Scope > 0)
            .Select(place => new RegionSummary(place.Name, year, place.Figures, position));
        return YearSummary.Of(year, institutions, regions, position);
    }

    private static YearFigures None { get; } = new(0, 0, 0, 0, []);

    private async Task<(List<Place> Places, long Position)> Read(
        int year, string? institution, string? after, short? scope, string? division, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Figures);
        command
            .With(NpgsqlDbType.Integer, year)
            .With(NpgsqlDbType.Text, institution?.Replace('\0', '\uFFFD'))
            .With(NpgsqlDbType.Text, after?.Replace('\0', '\uFFFD'))
            .With(NpgsqlDbType.Smallint, scope)
            .With(NpgsqlDbType.Text, division?.Replace('\0', '\uFFFD'))
            .With(NpgsqlDbType.Integer, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var places = new List<Place>();
        var position = 0L;
        while (await reader.ReadAsync(cancellation))
        {
            position = reader.GetInt64(0);
            if (!reader.IsDBNull(1))
                Add(places, reader);
        }

        return (places, position);
    }

    /// <summary>The rows of one place follow each other, one for each form and subject.</summary>
    private static void Add(List<Place> places, NpgsqlDataReader reader)
    {
        var (scope, name) = (reader.GetInt16(1), reader.GetString(2));
        if (places.Count == 0 || places[^1].Scope != scope || places[^1].Name != name)
        {
            var figures = new YearFigures(
                reader.GetInt64(5), reader.GetInt64(3), reader.GetInt64(4), reader.GetDecimal(6), new List<FormHours>());
            places.Add(new Place(scope, name, figures));
        }

        if (!reader.IsDBNull(7))
        {
            var form = new FormHours(
                (LearningForm)reader.GetInt16(7), (SubjectKind)reader.GetInt16(8), reader.GetInt64(9), reader.GetDecimal(10));
            ((List<FormHours>)places[^1].Figures.ByFormAndSubject).Add(form);
        }
    }

    private sealed record Place(short Scope, string Name, YearFigures Figures);
}
