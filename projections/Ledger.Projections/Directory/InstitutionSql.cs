using Ledger.Domain.Kernel;
using Ledger.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Directory;

/// <summary>One institution, in one statement, so that all that is said of it stands at one position.</summary>
internal static class InstitutionSql
{
    private const string At = """
        with at as materialized (
          select position, least(coalesce($2, position), position) as known from directory.generation
        )

        """;

    /// <summary>
    /// What stands in its stream, where whoever asks may have written just now, and its details on the day; then its names, and then its
    /// entries, over all time.
    /// </summary>
    private const string Whole = At + """
        select 0 as part, at.known, log.version, log.last, null::date as valid_from, null::date as valid_to,
               d.host as name, d.host_credit_code collate "C" as list, d.division as code, d.address, d.website,
               null, null, null, null, null, null, null
        from at
          cross join lateral (
            select max(version) filter (where seq_id <= at.known) as version, max(seq_id) as last
            from mt_events where stream_id = $4 and ($2 is null or seq_id <= $2)) log
          left join directory.detail d
            on d.institution = $1 and d.valid_from <= $3 and (d.valid_to is null or d.valid_to > $3)
            and d.known_from <= at.known and (d.known_to is null or d.known_to > at.known)
        union all
        select 1, null, null, null, n.valid_from, n.valid_to, n.name, n.list, n.code, null, null, null, null, null, null, null, null, null
        from at join directory.name n
          on n.institution = $1 and n.known_from <= at.known and (n.known_to is null or n.known_to > at.known)
        union all
        select 2, null, null, null, e.valid_from, e.valid_to, e.kind, e.list, e.code, e.status, e.authority, e.co_authority, e.region,
               e.seat, e.level, e.remark, e.decision, e.ground
        from at join directory.entry e
          on e.institution = $1 and e.known_from <= at.known and (e.known_to is null or e.known_to > at.known)
        order by part, list, code, valid_from
        """;

    /// <summary>Of <see cref="Whole"/>: the two columns of dates, and then those of text.</summary>
    private const int Dates = 4, Texts = 6;

    private const int DetailTexts = 5;

    private const string NameRows = At + """
        select at.known, n.name, n.list, n.code, n.valid_from, n.valid_to
        from at left join directory.name n
          on n.institution = $1 and n.known_from <= at.known and (n.known_to is null or n.known_to > at.known)
        order by n.list, n.code, n.valid_from
        """;

    public static async Task<InstitutionReading> Read(
        NpgsqlDataSource database, string institution, DateOnly validAt, long? known, CancellationToken cancellation)
    {
        if (institution.Contains('\0', StringComparison.Ordinal))
            return InstitutionReading.Nothing;
        await using var command = database.CreateCommand(Whole);
        command
            .With(NpgsqlDbType.Text, institution)
            .With(NpgsqlDbType.Bigint, known)
            .With(NpgsqlDbType.Date, validAt)
            .With(NpgsqlDbType.Varchar, StreamIds.Institution(institution));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return InstitutionReading.Nothing;
        var position = reader.GetInt64(1);
        var (version, last) = (reader.Nullable<long>(2) ?? 0, reader.Nullable<long>(3) ?? 0);
        var detail = Enumerable.Range(Texts, DetailTexts).Select(reader.Text).ToArray();
        var (names, entries) = (new List<NameRange>(), new List<EntryRange>());
        while (await reader.ReadAsync(cancellation))
        {
            switch (reader.GetInt32(0))
            {
                case 1:
                    names.Add(Name(reader, text: Texts, dates: Dates));
                    break;
                case 2:
                    entries.Add(Entry(reader));
                    break;
            }
        }

        var found = names.Count == 0 && entries.Count == 0
            ? null
            : new InstitutionDetails(
                institution, NameOn(names, validAt), detail[0], detail[1], detail[2], detail[3], detail[4], validAt, names, entries,
                position);
        return new InstitutionReading(found, version, last);
    }

    public static async Task<NameHistory> Names(
        NpgsqlDataSource database, string institution, DateOnly? validAt, long? known, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(NameRows);
        command.With(NpgsqlDbType.Text, institution.Replace('\0', '\uFFFD')).With(NpgsqlDbType.Bigint, known);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var position = 0L;
        var names = new List<NameRange>();
        while (await reader.ReadAsync(cancellation))
        {
            position = reader.GetInt64(0);
            if (!reader.IsDBNull(1))
                names.Add(Name(reader, text: 1, dates: 4));
        }

        return new NameHistory(
            institution, [.. names.Where(name => validAt is not { } day || IsInForce(name, day))], position, validAt);
    }

    /// <param name="text">The column of the name; list and code follow.</param>
    /// <param name="dates">The column of the first day; that of the first no longer follows.</param>
    private static NameRange Name(NpgsqlDataReader reader, int text, int dates)
    {
        var list = reader.GetString(text + 1);
        return new NameRange(
            reader.GetString(text), list.Length == 0 ? null : list, list.Length == 0 ? null : reader.GetString(text + 2),
            reader.GetFieldValue<DateOnly>(dates), reader.Nullable<DateOnly>(dates + 1));
    }

    private static EntryRange Entry(NpgsqlDataReader reader)
    {
        var list = reader.GetString(Texts + 1);
        return new EntryRange(
            reader.GetString(Texts), list.Length == 0 ? null : list, reader.GetString(Texts + 2),
            EntryStates.Parse(reader.GetString(Texts + 3)), reader.Text(Texts + 4), reader.Text(Texts + 5),
            reader.Text(Texts + 6), reader.Text(Texts + 7), reader.Text(Texts + 8), reader.Text(Texts + 9),
            reader.Text(Texts + 10), reader.Text(Texts + 11), reader.GetFieldValue<DateOnly>(Dates),
            reader.Nullable<DateOnly>(Dates + 1));
    }

    public static async Task<IReadOnlyDictionary<string, string>> NamesOn(
        NpgsqlDataSource database, DateOnly day, long? known, IReadOnlyCollection<string> institutions, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            """
            with at as materialized (
              select least(coalesce($3, position), position) as known from directory.generation
            )
            select distinct on (institution) institution, name
            from at, directory.name
            where institution = any($1) and valid_from <= $2 and (valid_to is null or valid_to > $2)
              and known_from <= at.known and (known_to is null or known_to > at.known)
            order by institution, list, code
            """);
        command
            .With(NpgsqlDbType.Array | NpgsqlDbType.Text, institutions.ToArray())
            .With(NpgsqlDbType.Date, day)
            .With(NpgsqlDbType.Bigint, known);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
            names.Add(reader.GetString(0), reader.GetString(1));
        return names;
    }

    /// <summary>Its own name, or else the one that the first list prints.</summary>
    private static string? NameOn(List<NameRange> names, DateOnly day) =>
        names.Where(name => IsInForce(name, day)).OrderBy(name => name.List is not null).FirstOrDefault()?.Name;

    private static bool IsInForce(NameRange name, DateOnly day) => name.ValidFrom <= day && (name.ValidTo is null || name.ValidTo > day);
}
