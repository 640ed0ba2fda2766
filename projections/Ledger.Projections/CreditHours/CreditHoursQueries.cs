using Ledger.Domain.CreditAccounts;
using Ledger.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.CreditHours;

/// <summary>Reads of the credit-hour database (Order 259 Art. 20). One statement is one answer, and its position is in it.</summary>
/// <param name="rule">What a year asks for, from the rule pack in force.</param>
public sealed class CreditHoursQueries(NpgsqlDataSource database, YearRule rule)
{
    /// <summary>Rows of a page of persons short of hours, at most.</summary>
    public const int PageRows = 1_000;

    private const string YearRows = $"""
        with at as materialized (select position from credit_hours.generation)
        select {EntryReader.Columns}, at.position
        from at left join credit_hours.entry e on e.year = $1 and e.person = $2
        order by e.claimed_at, e.entry
        """;

    private const string ShortOfAll = """
        with at as materialized (select position from credit_hours.generation)
        select at.position, p.person, p.total, p.public_hours, p.professional_hours
        from at left join (
          select * from credit_hours.person_year
          where year = $1 and total < $2 and ($3::uuid is null or person > $3) and ($4::text is null or starts_with(division, $4))
          order by person
          limit $5
        ) p on true
        order by p.person
        """;

    private const string ShortAmong = """
        with at as materialized (select position from credit_hours.generation)
        select at.position, p.person, p.total, p.public_hours, p.professional_hours
        from at left join (
          select a.person, coalesce(y.total, 0) as total, coalesce(y.public_hours, 0) as public_hours,
                 coalesce(y.professional_hours, 0) as professional_hours
          from (select distinct unnest($6::uuid[]) as person) a
          left join credit_hours.person_year y on y.year = $1 and y.person = a.person
          where coalesce(y.total, 0) < $2 and ($3::uuid is null or a.person > $3)
            and ($4::text is null or starts_with(y.division, $4))
          order by a.person
          limit $5
        ) p on true
        order by p.person
        """;

    /// <summary>A person's year; without entries when the ledger has none.</summary>
    /// <param name="knownAt">
    /// A position; null for now. Earlier states are folded from the account's own stream, which is exact and short.
    /// </param>
    /// <param name="validAt">Facts that take effect later are left out; null to leave out none.</param>
    public async Task<PersonYear> Year(Guid person, int year, long? knownAt, DateOnly? validAt, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(YearRows);
        command.With(NpgsqlDbType.Integer, year).With(NpgsqlDbType.Uuid, person);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var entries = new List<CreditEntryRow>();
        var position = 0L;
        while (await reader.ReadAsync(cancellation))
        {
            position = reader.GetInt64(EntryReader.Count);
            if (!reader.IsDBNull(0))
                entries.Add(EntryReader.Read(reader));
        }

        await reader.CloseAsync();
        var known = knownAt < position ? knownAt.Value : position;
        if (known < position || validAt is not null)
            entries = [.. await AccountStream.FoldTo(database, person, year, known, validAt, cancellation)];
        return Summed(person, year, entries, known) with { ValidAt = validAt };
    }

    /// <summary>Persons whose recognised hours are below what the year asks for, by id.</summary>
    public async Task<ShortPage> Short(ShortSearch search, CancellationToken cancellation)
    {
        var limit = Math.Clamp(search.Limit, 1, PageRows);
        var required = rule.Reaches(search.Year) ? rule.Required : (decimal?)null;
        await using var command = database.CreateCommand(search.Among is null ? ShortOfAll : ShortAmong);
        command
            .With(NpgsqlDbType.Integer, search.Year)
            .With(NpgsqlDbType.Numeric, required)
            .With(NpgsqlDbType.Uuid, search.After)
            .With(NpgsqlDbType.Text, search.Division is null ? null : Divisions.Significant(search.Division.Replace('\0', '\uFFFD')))
            .With(NpgsqlDbType.Integer, limit + 1);
        if (search.Among is not null)
            command.With(NpgsqlDbType.Array | NpgsqlDbType.Uuid, search.Among.ToArray());

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<ShortRow>(limit + 1);
        var position = 0L;
        while (await reader.ReadAsync(cancellation))
        {
            position = reader.GetInt64(0);
            if (!reader.IsDBNull(1))
                rows.Add(Short(reader));
        }

        var more = rows.Count > limit;
        return new ShortPage(more ? rows[..limit] : rows, more ? rows[limit - 1].Person : null, required, position);
    }

    private ShortRow Short(NpgsqlDataReader reader)
    {
        var (total, professional) = (reader.GetDecimal(2), reader.GetDecimal(4));
        return new ShortRow(
            reader.GetGuid(1), total, reader.GetDecimal(3), professional, rule.Required - total, rule.ShareIsMet(total, professional));
    }

    private PersonYear Summed(Guid person, int year, IReadOnlyList<CreditEntryRow> entries, long position)
    {
        var common = entries.Where(entry => entry.Subject == SubjectKind.Public).Sum(entry => entry.Hours);
        var professional = entries.Where(entry => entry.Subject == SubjectKind.Professional).Sum(entry => entry.Hours);
        var total = common + professional;
        return rule.Reaches(year)
            ? new PersonYear(
                person, year, total, common, professional, rule.Required, rule.IsMet(total), Math.Max(0, rule.Required - total),
                rule.ShareIsMet(total, professional), entries, position)
            : new PersonYear(person, year, total, common, professional, null, null, null, null, entries, position);
    }
}
