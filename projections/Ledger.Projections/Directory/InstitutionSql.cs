using Ledger.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Directory;

/// <summary>
/// One institution. The first statement settles the position; the others read at it, and what was known at a position never changes.
/// </summary>
internal static class InstitutionSql
{
    private const string At = """
        with at as materialized (
          select position, least(coalesce($2, position), position) as known from directory.generation
        )

        """;

    private const string DetailRow = At + """
        select at.known, d.host, d.host_credit_code, d.division, d.address, d.website
        from at left join directory.detail d
          on d.institution = $1 and d.valid_from <= $3 and (d.valid_to is null or d.valid_to > $3)
          and d.known_from <= at.known and (d.known_to is null or d.known_to > at.known)
        """;

    private const string NameRows = At + """
        select at.known, n.name, n.list, n.code, n.valid_from, n.valid_to
        from at left join directory.name n
          on n.institution = $1 and n.known_from <= at.known and (n.known_to is null or n.known_to > at.known)
        order by n.list, n.code, n.valid_from
        """;

    private const string EntryRows = At + """
        select e.kind, e.list, e.code, e.status, e.authority, e.co_authority, e.region, e.seat, e.level, e.remark, e.decision, e.ground,
               e.valid_from, e.valid_to
        from at join directory.entry e
          on e.institution = $1 and e.known_from <= at.known and (e.known_to is null or e.known_to > at.known)
        order by e.list, e.code, e.valid_from
        """;

    public static async Task<InstitutionDetails?> Details(
        NpgsqlDataSource database, string institution, DateOnly validAt, long? known, CancellationToken cancellation)
    {
        if (institution.Contains('\0', StringComparison.Ordinal))
            return null;
        var (position, fields) = await Detail(database, institution, validAt, known, cancellation);
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Command(NameRows, institution, position));
        batch.BatchCommands.Add(Command(EntryRows, institution, position));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var names = await ReadNames(reader, cancellation);
        await reader.NextResultAsync(cancellation);
        var entries = await ReadEntries(reader, cancellation);
        if (names.Count == 0 && entries.Count == 0)
            return null;
        return new InstitutionDetails(
            institution, NameOn(names, validAt), fields[0], fields[1], fields[2], fields[3], fields[4], validAt, names, entries, position);
    }

    public static async Task<NameHistory> Names(
        NpgsqlDataSource database, string institution, DateOnly? validAt, long? known, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(NameRows);
        command.With(NpgsqlDbType.Text, institution.Replace('\0', '\uFFFD')).With(NpgsqlDbType.Bigint, known);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var position = 0L;
        var names = await ReadNames(reader, cancellation, at => position = at);
        return new NameHistory(
            institution, [.. names.Where(name => validAt is not { } day || IsInForce(name, day))], position, validAt);
    }

    private static async Task<(long Known, string?[] Fields)> Detail(
        NpgsqlDataSource database, string institution, DateOnly validAt, long? known, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(DetailRow);
        command.With(NpgsqlDbType.Text, institution).With(NpgsqlDbType.Bigint, known).With(NpgsqlDbType.Date, validAt);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? (reader.GetInt64(0), Enumerable.Range(1, 5).Select(reader.Text).ToArray())
            : (0L, new string?[5]);
    }

    private static NpgsqlBatchCommand Command(string sql, string institution, long known) => new(sql)
    {
        Parameters =
        {
            new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = institution },
            new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = known },
        },
    };

    private static async Task<List<NameRange>> ReadNames(
        NpgsqlDataReader reader, CancellationToken cancellation, Action<long>? known = null)
    {
        var names = new List<NameRange>();
        while (await reader.ReadAsync(cancellation))
        {
            known?.Invoke(reader.GetInt64(0));
            if (reader.IsDBNull(1))
                continue;
            var list = reader.GetString(2);
            names.Add(new NameRange(
                reader.GetString(1), list.Length == 0 ? null : list, list.Length == 0 ? null : reader.GetString(3),
                reader.GetFieldValue<DateOnly>(4), reader.Nullable<DateOnly>(5)));
        }

        return names;
    }

    private static async Task<List<EntryRange>> ReadEntries(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var entries = new List<EntryRange>();
        while (await reader.ReadAsync(cancellation))
        {
            var list = reader.GetString(1);
            entries.Add(new EntryRange(
                reader.GetString(0), list.Length == 0 ? null : list, reader.GetString(2), EntryStates.Parse(reader.GetString(3)),
                reader.Text(4), reader.Text(5), reader.Text(6), reader.Text(7), reader.Text(8), reader.Text(9), reader.Text(10),
                reader.Text(11), reader.GetFieldValue<DateOnly>(12), reader.Nullable<DateOnly>(13)));
        }

        return entries;
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
