using Npgsql;

namespace Ledger.EventStore.Protection;

/// <summary>Whether every trigger stands on its table, as it was made and switched on, and no other beside them.</summary>
internal static class TriggerCheck
{
    private const string Query = """
        select n.nspname || '.' || c.relname, t.tgname::text, t.tgenabled::text, pg_get_triggerdef(t.oid)
        from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
        where not t.tgisinternal and n.nspname || '.' || c.relname = any($1)
        order by 1, 2
        """;

    private sealed record Found(string Table, string Name, string Enabled, string Definition);

    public static async Task<IReadOnlyList<ProtectionFinding>> Run(
        NpgsqlConnection connection, Expected expected, CancellationToken cancellation)
    {
        var tables = expected.Triggers.Select(one => one.Table).Distinct().ToArray();
        var found = (await connection.Rows(
            Query, row => new Found(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)), cancellation, tables))
            .ToDictionary(one => (one.Table, one.Name));
        var findings = expected.Triggers.Select(one => Judge(one, found.GetValueOrDefault((one.Table, one.Name))));
        var known = expected.Triggers.Select(one => (one.Table, one.Name)).ToHashSet();
        var foreign = found.Values.Where(one => !known.Contains((one.Table, one.Name)));
        return
        [
            .. findings.OfType<ProtectionFinding>(),
            .. foreign.Select(one => Broken(
                one.Table, one.Name, "is not the ledger's, and may change what is recorded or keep it from being recorded",
                $"drop trigger {one.Name} on {one.Table}")),
        ];
    }

    private static ProtectionFinding? Judge(ExpectedTrigger expected, Found? found)
    {
        ProtectionFinding Is(string problem, string mend) => Broken(expected.Table, expected.Name, problem, mend);
        if (found is null)
            return Is("is not there", expected.Statement + AlwaysAfter(expected));
        if (!TriggerText.Same(found.Definition, expected.Statement))
            return Is(
                $"is not as it was made; it is now: {found.Definition}",
                $"drop trigger {expected.Name} on {expected.Table}; {expected.Statement}{AlwaysAfter(expected)}");
        return found.Enabled switch
        {
            "A" => null,
            "O" when !expected.Always => null,
            "O" => Is("is passed over under session_replication_role = replica", expected.Enabling),
            "R" => Is("fires under session_replication_role = replica alone", expected.Enabling),
            _ => Is("is switched off", expected.Enabling),
        };
    }

    private static string AlwaysAfter(ExpectedTrigger expected) => expected.Always ? $"; {expected.Enabling}" : "";

    private static ProtectionFinding Broken(string table, string name, string problem, string mend) =>
        new($"trigger {name} on {table}", problem, mend, FindingWeight.Broken);
}
