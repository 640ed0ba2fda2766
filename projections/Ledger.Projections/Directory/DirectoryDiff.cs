using Ledger.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Directory;

/// <summary>What is compared: the directory as it was in force on a day and known at a position.</summary>
public sealed record DirectoryPoint(DateOnly Day, long Position);

/// <summary>Two points, and which part of the directory is compared. A part is taken on each side before the two are compared.</summary>
/// <param name="Kind"><inheritdoc cref="DirectorySearch" path="/param[@name='Kind']"/></param>
/// <param name="Division"><inheritdoc cref="DirectorySearch" path="/param[@name='Division']"/></param>
/// <param name="After">The last entry of the page before; null for the first page.</param>
public sealed record DirectoryDiffSearch(
    DirectoryPoint From, DirectoryPoint To, string? Kind, string? List, string? Division, EntryKey? After, int Limit);

/// <param name="List">Empty in the recommended directory.</param>
public sealed record EntryKey(string Institution, string List, string Code);

/// <summary>An entry that is not the same on both sides.</summary>
/// <param name="Before">Null where it was not listed at the first point.</param>
/// <param name="After">Null where it is not listed at the second.</param>
/// <param name="Ended">What it is at the second point in place of listed; null where nothing is known of it there.</param>
/// <param name="Decision">The decision that ended a listing.</param>
public sealed record EntryPair(EntryKey Key, EntrySide? Before, EntrySide? After, EntryStatus? Ended, string? Decision);

public sealed record EntrySide(
    string Name, string Kind, string? Authority, string? CoAuthority, string? Division, string? Region, string? Seat, string? Level);

/// <summary>
/// The difference of the directory between two points, read off the ranges of both times in one statement. The first days of states are
/// not compared: a state that changed began on another day as a matter of course.
/// </summary>
internal static class DirectoryDiff
{
    /// <summary>Columns of a side: name, kind, authority, co-authority, division, region, seat, level.</summary>
    private const int SideColumns = 8;

    // generation is named first, as in the search.
    private const string Rows = """
        with at as materialized (select position from directory.generation),
        before as ({before}),
        later as ({after}),
        pairs as (
          select coalesce(b.institution, l.institution) as institution, coalesce(b.list, l.list) as list, coalesce(b.code, l.code) as code,
                 b.name is not null as was, b.name as b_name, b.kind as b_kind, b.authority as b_authority,
                 b.co_authority as b_co, b.division as b_division, b.region as b_region, b.seat as b_seat, b.level as b_level,
                 l.name is not null as "is", l.name as l_name, l.kind as l_kind, l.authority as l_authority,
                 l.co_authority as l_co, l.division as l_division, l.region as l_region, l.seat as l_seat, l.level as l_level
          from before b
          full join later l on l.institution = b.institution and l.list = b.list and l.code = b.code
          where (b.name, b.kind, b.authority, b.co_authority, b.division, b.region, b.seat, b.level)
            is distinct from (l.name, l.kind, l.authority, l.co_authority, l.division, l.region, l.seat, l.level)
        )
        select p.*, e.status, e.decision
        from (
          select * from pairs
          where $8::text is null or (institution, list, code) > ($8, $9, $10)
          order by institution, list, code
          limit $11
        ) p
        left join directory.entry e
          on not p."is" and e.institution = p.institution and e.list = p.list and e.code = p.code and e.status <> 'listed'
          and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
          and e.known_from <= $4 and (e.known_to is null or e.known_to > $4)
        order by p.institution, p.list, p.code
        """;

    /// <summary>Entries listed at a point. A name is looked for as the search does it, and stands in for by the institution's id.</summary>
    private const string Side = """
        select e.institution, e.list, e.code, coalesce(c.name, e.institution) as name, e.kind, e.authority, e.co_authority, d.division,
               e.region, e.seat, e.level
        from at cross join directory.entry e
        left join lateral (
          select n.name from directory.name n
          where n.institution = e.institution and n.list = e.list and n.code = case when e.list = '' then '' else e.code end
            and n.valid_from <= {day} and (n.valid_to is null or n.valid_to > {day})
            and n.known_from <= {known} and (n.known_to is null or n.known_to > {known})
          limit 1
        ) c on true
        left join lateral (
          select d.division from directory.detail d
          where d.institution = e.institution
            and d.valid_from <= {day} and (d.valid_to is null or d.valid_to > {day})
            and d.known_from <= {known} and (d.known_to is null or d.known_to > {known})
          limit 1
        ) d on true
        where e.status = 'listed'
          and e.valid_from <= {day} and (e.valid_to is null or e.valid_to > {day})
          and e.known_from <= {known} and (e.known_to is null or e.known_to > {known})
          and ($5::text is null or e.kind = $5)
          and ($6::text is null or e.list = $6)
          and ($7::text is null or starts_with(d.division, $7) or e.region = $12)
        """;

    private static readonly string Statement = Rows
        .Replace("{before}", At("$1", "$2"), StringComparison.Ordinal)
        .Replace("{after}", At("$3", "$4"), StringComparison.Ordinal);

    public static async Task<(IReadOnlyList<EntryPair> Pairs, bool More)> Read(
        NpgsqlDataSource database, DirectoryDiffSearch search, CancellationToken cancellation)
    {
        var limit = Math.Clamp(search.Limit, 1, DirectoryLimits.PageRows);
        await using var command = database.CreateCommand(Statement);
        var isCode = Divisions.Level(search.Division) > 0;
        var place = search.Division?.Replace('\0', '\uFFFD');
        command
            .With(NpgsqlDbType.Date, search.From.Day).With(NpgsqlDbType.Bigint, search.From.Position)
            .With(NpgsqlDbType.Date, search.To.Day).With(NpgsqlDbType.Bigint, search.To.Position)
            .With(NpgsqlDbType.Text, search.Kind)
            .With(NpgsqlDbType.Text, search.List?.Replace('\0', '\uFFFD'))
            // A region by its name begins no code: nothing but $12 finds it.
            .With(NpgsqlDbType.Text, isCode ? Divisions.Significant(place!) : place)
            .With(NpgsqlDbType.Text, search.After?.Institution)
            .With(NpgsqlDbType.Text, search.After?.List)
            .With(NpgsqlDbType.Text, search.After?.Code)
            .With(NpgsqlDbType.Integer, limit + 1)
            .With(NpgsqlDbType.Text, isCode ? null : place);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var pairs = new List<EntryPair>(limit + 1);
        while (await reader.ReadAsync(cancellation))
            pairs.Add(Pair(reader));
        return ([.. pairs.Take(limit)], pairs.Count > limit);
    }

    private static string At(string day, string known) =>
        Side.Replace("{day}", day, StringComparison.Ordinal).Replace("{known}", known, StringComparison.Ordinal);

    private static EntryPair Pair(NpgsqlDataReader reader)
    {
        const int First = 3;
        const int Second = First + SideColumns + 1;
        const int Status = Second + SideColumns + 1;
        var key = new EntryKey(reader.GetString(0), reader.GetString(1), reader.GetString(2));
        return new EntryPair(
            key, ReadSide(reader, First), ReadSide(reader, Second),
            reader.Text(Status) is { } status ? EntryStates.Parse(status) : null, reader.Text(Status + 1));
    }

    private static EntrySide? ReadSide(NpgsqlDataReader reader, int at) => reader.GetBoolean(at)
        ? new EntrySide(
            reader.GetString(at + 1), reader.GetString(at + 2), reader.Text(at + 3), reader.Text(at + 4), reader.Text(at + 5),
            reader.Text(at + 6), reader.Text(at + 7), reader.Text(at + 8))
        : null;
}
