using Ledger.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Directory;

/// <summary>What an edition of a published list changed, in the order people read it.</summary>
public enum ListChangeKind
{
    Added,
    Renamed,
    AuthorityChanged,
    DetailsChanged,

    /// <summary>No longer on the list, which is not a sanction.</summary>
    Removed,
}

/// <summary>One change of an entry on the day of an edition.</summary>
/// <param name="Name">The entry's name from that day on; the last it had, where it was removed.</param>
/// <param name="From">What stood there before; null for an entry that was added.</param>
/// <param name="To">What stands there now; null for one that was removed.</param>
public sealed record ListChange(ListChangeKind Kind, string Institution, string Code, string Name, string? From, string? To);

/// <param name="Next">Give it as the next page's <c>after</c>; null on the last.</param>
public sealed record ListChangePage(IReadOnlyList<ListChange> Changes, ListChangeKey? Next, long Position) : IStandsAt;

/// <summary>Where a page of changes ended.</summary>
public sealed record ListChangeKey(ListChangeKind Kind, string Code);

/// <summary>
/// The difference that an edition made, read off the validity ranges: what begins on its day, beside what ended on it. Nothing is kept
/// for it, so it is right for every edition and at every position.
/// </summary>
internal static class EditionChanges
{
    private const string Rows = """
        with at as materialized (
          select least(coalesce($6, position), position) as known from directory.generation
        ),
        begun as (
          select e.institution, e.code, e.status, p.status as before,
                 e.authority, p.authority as old_authority,
                 concat_ws(' / ', coalesce(e.region, '—'), coalesce(e.seat, '—'), coalesce(e.level, '—'), coalesce(e.remark, '—'))
                   as details,
                 concat_ws(' / ', coalesce(p.region, '—'), coalesce(p.seat, '—'), coalesce(p.level, '—'), coalesce(p.remark, '—'))
                   as old_details
          from at cross join directory.entry e
          left join directory.entry p
            on p.institution = e.institution and p.list = e.list and p.code = e.code and p.valid_to = e.valid_from
            and p.known_from <= at.known and (p.known_to is null or p.known_to > at.known)
          where e.list = $1 and e.valid_from = $2 and e.known_from <= at.known and (e.known_to is null or e.known_to > at.known)
        ),
        changes as (
          select 0 as kind, institution, code, null::text as old, null::text as new from begun
          where status = 'listed' and before is distinct from 'listed'
          union all
          select 1, n.institution, n.code, p.name, n.name
          from at cross join directory.name n
          join directory.name p
            on p.institution = n.institution and p.list = n.list and p.code = n.code and p.valid_to = n.valid_from
            and p.known_from <= at.known and (p.known_to is null or p.known_to > at.known)
          where n.list = $1 and n.valid_from = $2 and n.known_from <= at.known and (n.known_to is null or n.known_to > at.known)
            and p.name <> n.name
          union all
          select 2, institution, code, old_authority, authority from begun
          where status = 'listed' and before = 'listed' and authority is distinct from old_authority
          union all
          select 3, institution, code, old_details, details from begun
          where status = 'listed' and before = 'listed' and details <> old_details
          union all
          select 4, institution, code, null, null from begun where status = 'absent'
        )
        select at.known, c.kind, c.institution, c.code,
               coalesce((select n.name from directory.name n
                         where n.institution = c.institution and n.list = $1 and n.code = c.code
                           and n.known_from <= at.known and (n.known_to is null or n.known_to > at.known) and n.valid_from <= $2
                         order by n.valid_from desc limit 1), c.code) as name,
               c.old, c.new
        from at
        left join lateral (
          select * from changes where $3::int is null or (kind, code) > ($3, $4) order by kind, code limit $5
        ) c on true
        order by c.kind, c.code
        """;

    public static async Task<ListChangePage> Read(
        NpgsqlDataSource database, string list, DateOnly edition, long? known, ListChangeKey? after, int limit,
        CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Rows);
        command
            .With(NpgsqlDbType.Text, list.Replace('\0', '\uFFFD'))
            .With(NpgsqlDbType.Date, edition)
            .With(NpgsqlDbType.Integer, after is null ? null : (int)after.Kind)
            .With(NpgsqlDbType.Text, after?.Code)
            .With(NpgsqlDbType.Integer, limit + 1)
            .With(NpgsqlDbType.Bigint, known);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var changes = new List<ListChange>(limit + 1);
        var position = 0L;
        while (await reader.ReadAsync(cancellation))
        {
            position = reader.GetInt64(0);
            if (!reader.IsDBNull(1))
            {
                changes.Add(new ListChange(
                    (ListChangeKind)reader.GetInt32(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.Text(5),
                    reader.Text(6)));
            }
        }

        var next = changes.Count > limit ? new ListChangeKey(changes[limit - 1].Kind, changes[limit - 1].Code) : null;
        return new ListChangePage([.. changes.Take(limit)], next, position);
    }
}
