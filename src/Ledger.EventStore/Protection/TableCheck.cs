using Npgsql;

namespace Ledger.EventStore.Protection;

/// <summary>Whether the tables under the triggers are what they were: plain, permanent, and seen whole.</summary>
internal static class TableCheck
{
    private const string Query = """
        select w.name, c.relkind::text, c.relpersistence::text, c.relrowsecurity, c.relhasrules,
          exists (select from pg_inherits i where i.inhparent = c.oid)
        from unnest($1) as w (name) left join pg_class c on c.oid = to_regclass(w.name)
        order by 1
        """;

    public static async Task<IReadOnlyList<ProtectionFinding>> Run(
        NpgsqlConnection connection, Expected expected, CancellationToken cancellation)
    {
        string[] tables = [.. expected.Triggers.Select(one => one.Table).Distinct()];
        var findings = await connection.Rows(
            Query,
            row => Judge(row, row.GetString(0))
                .Select(one => new ProtectionFinding($"table {row.GetString(0)}", one.Problem, one.Mend, FindingWeight.Broken)).ToList(),
            cancellation,
            tables);
        return [.. findings.SelectMany(one => one)];
    }

    private static IEnumerable<(string Problem, string Mend)> Judge(NpgsqlDataReader row, string name)
    {
        if (row.IsDBNull(1) || row.GetString(1) != "r")
        {
            yield return (row.IsDBNull(1) ? "is not there" : "is not a plain table any more", "restore it from a backup, and verify it");
            yield break;
        }

        if (row.GetString(2) != "p")
            yield return ("is unlogged: a crash of the server empties it", $"alter table {name} set logged");
        if (row.GetBoolean(3))
            yield return ("has row security: readers may be shown a part of it", $"alter table {name} disable row level security");
        if (row.GetBoolean(4))
            yield return ("has rules, which rewrite what is asked of it", "drop rule ... on " + name);
        if (row.GetBoolean(5))
            yield return ("has tables that inherit from it, whose rows no trigger protects", $"alter table ... no inherit {name}");
    }
}
