namespace Ledger.Projections.Directory;

/// <summary>
/// The search, as two statements: with a text, names are found by the index over their tokens, and by substring among those; without
/// one, everything in force is listed. Parameters: $1 valid day, $2 known position, $3 kind, $4 list, $5 division's significant digits,
/// $6 region, $7 to $11 the cursor's key, $12 limit, $13 text, $14 its tokens, $15 rows are by rank after the cursor or from the start.
/// </summary>
internal static class SearchSql
{
    // generation is named first, so that a switch to a rebuilt generation waits for this statement or comes wholly before it.
    private const string At = """
        with at as materialized (
          select position, least(coalesce($2, position), position) as known from directory.generation
        ),
        """;

    private const string Found = """
        found as materialized (
          select distinct on (n.institution) n.institution, n.name as matched,
                 case when n.norm = $13 then 0 when starts_with(n.norm, $13) then 1 else 2 end as rank
          from at, directory.name n
          where n.tokens @> $14 and strpos(n.norm, $13) > 0
            and n.known_from <= at.known and (n.known_to is null or n.known_to > at.known)
          order by n.institution, rank, n.valid_from desc, n.known_from desc
        ),
        """;

    private const string Row = """
        rows as (
          select e.institution, coalesce(c.name, e.institution) as name, coalesce(c.norm, '') as norm, {matched} as matched,
                 {rank} as rank, e.kind, e.list, e.code, e.authority, e.co_authority, d.division, e.region, e.seat, e.level,
                 e.valid_from, e.valid_to, e.status
          from at, {source}
          left join lateral (
            select n.name, n.norm from directory.name n
            where n.institution = e.institution and n.list = e.list and n.code = case when e.list = '' then '' else e.code end
              and n.valid_from <= $1 and (n.valid_to is null or n.valid_to > $1)
              and n.known_from <= {known} and (n.known_to is null or n.known_to > {known})
            limit 1
          ) c on true
          left join lateral (
            select d.division from directory.detail d
            where d.institution = e.institution
              and d.valid_from <= $1 and (d.valid_to is null or d.valid_to > $1)
              and d.known_from <= {known} and (d.known_to is null or d.known_to > {known})
            limit 1
          ) d on true
          where e.status = 'listed'
            and e.valid_from <= $1 and (e.valid_to is null or e.valid_to > $1)
            and e.known_from <= at.known and (e.known_to is null or e.known_to > at.known)
            and ($3 is null or e.kind = $3)
            and ($4 is null or e.list = $4)
            and (($5 is null and $6 is null) or starts_with(d.division, $5) or e.region = $6)
        )
        """;

    private const string Page = """
        select r.institution, r.name, r.matched, r.kind, r.list, r.code, r.authority, r.co_authority, r.division, r.region, r.seat,
               r.level, r.valid_from, r.valid_to, r.status, r.rank, r.norm, at.known
        from at left join (
          select * from rows
          where $7::int is null or (rank, norm, institution, list, code) > ($7, $8, $9, $10, $11)
          order by rank, norm, institution, list, code
          limit $12
        ) r on true
        order by r.rank, r.norm, r.institution, r.list, r.code
        """;

    private const string Known = "(select known from at)";

    public static string ByText { get; } = At + Found + Row
        .Replace("{source}", "found f join directory.entry e on e.institution = f.institution", StringComparison.Ordinal)
        .Replace("{matched}", "case when strpos(coalesce(c.norm, ''), $13) > 0 then null else f.matched end", StringComparison.Ordinal)
        .Replace(
            "{rank}",
            "case when c.norm = $13 then 0 when starts_with(c.norm, $13) then 1 when strpos(c.norm, $13) > 0 then 2 else 3 + f.rank end",
            StringComparison.Ordinal)
        .Replace("{known}", Known, StringComparison.Ordinal) + Page;

    public static string All { get; } = At + Row
        .Replace("{source}", "directory.entry e", StringComparison.Ordinal)
        .Replace("{matched}", "null::text", StringComparison.Ordinal)
        .Replace("{rank}", "0", StringComparison.Ordinal)
        .Replace("{known}", Known, StringComparison.Ordinal) + Page;
}
