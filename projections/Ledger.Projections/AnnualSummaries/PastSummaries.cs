using Ledger.Projections.CreditHours;
using Ledger.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.AnnualSummaries;

/// <summary>
/// The yearly figures as they were known at a position, or of what was in force by a day: the accounts concerned are folded from their
/// streams and counted by the same code as the live tables. Which accounts those are, the credit-hour database says: it keeps every entry
/// that was ever claimed, and an entry's place never changes, so it names at least all that are wanted. (An entry is claimed once: the desk
/// refuses a second claim under its id, and one that a foreign program wrote at another place would not be looked for there.)
/// </summary>
public sealed class PastSummaries(NpgsqlDataSource database)
{
    /// <summary>Accounts folded from one read. Some dozen facts each, so memory stays flat.</summary>
    private const int AccountsPerRead = 2_000;

    /// <summary>A year without its index by place is read whole: some seconds for a province of two million people.</summary>
    private const string Persons = """
        with at as materialized (select position from credit_hours.generation)
        select at.position, p.person
        from at left join lateral (
          select distinct person from credit_hours.entry
          where year = $1 and ($2::text is null or provider = $2) and ($3::text is null or starts_with(division, $3))
          order by person
          limit $4
        ) p on true
        """;

    /// <param name="position">Null for now. The credit-hour database must have come to it.</param>
    /// <param name="personsMost">Null for no limit.</param>
    /// <returns>Null when more persons are concerned than the limit allows.</returns>
    public async Task<InstitutionSummary?> Institution(
        string institution, int year, DateOnly? validAt, long? position, int? personsMost, CancellationToken cancellation)
    {
        var counted = await Count(institution, null, year, validAt, position, personsMost, cancellation);
        return counted is var (figures, at)
            ? new InstitutionSummary(institution, year, Of(figures, new Place(Figures.InstitutionScope, institution, year)), at, validAt)
            : null;
    }

    /// <inheritdoc cref="Institution"/>
    public async Task<RegionSummary?> Region(
        string division, int year, DateOnly? validAt, long? position, int? personsMost, CancellationToken cancellation)
    {
        var level = Divisions.Level(division);
        var beneath = level == 0 ? division : Divisions.Significant(division);
        var counted = await Count(null, beneath, year, validAt, position, personsMost, cancellation);
        return counted is var (figures, at)
            ? new RegionSummary(division, year, Of(figures, new Place((short)(level == 0 ? -1 : level), division, year)), at, validAt)
            : null;
    }

    /// <summary>A year's institutions, a page of them, and all of its regions; the whole year is folded for each page.</summary>
    /// <inheritdoc cref="Institution"/>
    public async Task<YearSummary?> Year(
        int year, string? afterInstitution, DateOnly? validAt, long? position, int? personsMost, CancellationToken cancellation)
    {
        if (await Count(null, null, year, validAt, position, personsMost, cancellation) is not var (figures, at))
            return null;
        var institutions = figures.Places.Keys.Where(place => place.Scope == Figures.InstitutionScope)
            .Where(place => string.CompareOrdinal(place.Name, afterInstitution) > 0)
            .OrderBy(place => place.Name, StringComparer.Ordinal).Take(SummaryLimits.PageRows + 1)
            .Select(place => new InstitutionSummary(place.Name, year, Of(figures, place), at, validAt));
        var regions = figures.Places.Keys.Where(place => place.Scope != Figures.InstitutionScope)
            .Select(place => new RegionSummary(place.Name, year, Of(figures, place), at, validAt));
        return YearSummary.Of(year, [.. institutions], regions, at) with { ValidAt = validAt };
    }

    private async Task<(Figures Figures, long Position)?> Count(
        string? institution, string? beneath, int year, DateOnly? validAt, long? position, int? personsMost,
        CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var (persons, live) = await Concerned(connection, institution, beneath, year, personsMost, cancellation);
        if (persons.Count > personsMost)
            return null;
        var known = position ?? live;
        var figures = new Figures();
        foreach (var some in persons.Chunk(AccountsPerRead))
        {
            foreach (var account in await AccountStream.FoldTo(connection, year, some, known, validAt, cancellation))
                figures.Replace(account);
        }

        return (figures, known);
    }

    private static async Task<(List<Guid> Persons, long Position)> Concerned(
        NpgsqlConnection connection, string? institution, string? beneath, int year, int? personsMost, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Persons, connection);
        if (personsMost is null)
            command.CommandTimeout = 0;
        command
            .With(NpgsqlDbType.Integer, year)
            .With(NpgsqlDbType.Text, institution?.Replace('\0', '\uFFFD'))
            .With(NpgsqlDbType.Text, beneath?.Replace('\0', '\uFFFD'))
            .With(NpgsqlDbType.Bigint, personsMost + 1L);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var persons = new List<Guid>();
        var position = 0L;
        while (await reader.ReadAsync(cancellation))
        {
            position = reader.GetInt64(0);
            if (!reader.IsDBNull(1))
                persons.Add(reader.GetGuid(1));
        }

        return (persons, position);
    }

    private static YearFigures Of(Figures figures, Place place)
    {
        if (!figures.Places.TryGetValue(place, out var sums))
            return new YearFigures(0, 0, 0, 0, []);
        var forms = sums.Forms
            .OrderBy(pair => pair.Key.Form).ThenBy(pair => pair.Key.Subject)
            .Select(pair => new FormHours(pair.Key.Form, pair.Key.Subject, pair.Value.PersonTimes, Trimmed(pair.Value.Hours)));
        return new YearFigures(sums.Projects.Count, sums.Persons, sums.PersonTimes, Trimmed(sums.Hours), [.. forms]);
    }

    /// <summary>Without the zeros that carry no value, as the live tables give it: the same figure is then the same bytes.</summary>
    private static decimal Trimmed(decimal hours) => hours / 1.0000000000000000000000000000m;
}
