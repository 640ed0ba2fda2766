using Ledger.EventStore.Roles;
using Npgsql;

namespace Ledger.EventStore.Protection;

/// <summary>Whether every function has the body that it was made with, and runs with the rights that it was made with.</summary>
internal static class FunctionCheck
{
    /// <summary>As <c>pg_proc.proconfig</c> shows the one setting that a function run as its owner must have, and has alone.</summary>
    private const string Path = "search_path=pg_catalog, pg_temp";

    private const string Query = $"""
        select n.nspname || '.' || p.proname, p.prosrc, p.prosecdef, coalesce(array_to_string(p.proconfig, '; '), ''),
          coalesce(pg_has_role(s.oid, p.proowner, 'MEMBER') and not s.rolsuper, false),
          coalesce(has_function_privilege(s.oid, p.oid, 'EXECUTE') and not s.rolsuper, false),
          n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', l.lanname::text
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
        left join pg_roles s on s.rolname = '{ServiceRole.Name}'
        where n.nspname || '.' || p.proname = any($1)
        order by 1
        """;

    private sealed record Found(
        string Name, string Body, bool AsOwner, string Settings, bool OwnedByService, bool ServiceMayCall, string Signature,
        string Language);

    public static async Task<IReadOnlyList<ProtectionFinding>> Run(
        NpgsqlConnection connection, Expected expected, CancellationToken cancellation)
    {
        string[] names = [.. expected.Functions.Select(one => one.Name)];
        var found = (await connection.Rows(
            Query,
            row => new Found(
                row.GetString(0), row.GetString(1), row.GetBoolean(2), row.GetString(3), row.GetBoolean(4), row.GetBoolean(5),
                row.GetString(6), row.GetString(7)),
            cancellation,
            names)).ToLookup(one => one.Name);
        return [.. expected.Functions.SelectMany(one => Judge(one, found[one.Name].ToList()))];
    }

    private static IEnumerable<ProtectionFinding> Judge(ExpectedFunction expected, List<Found> all)
    {
        ProtectionFinding Is(string problem, string mend) => new($"function {expected.Name}", problem, mend, FindingWeight.Broken);
        var again = $"run its text in migration {expected.Source} again, with create or replace";
        if (all is not [var found])
        {
            yield return Is(all.Count == 0 ? "is not there" : $"is there {all.Count} times", again);
            yield break;
        }

        if (found.Body.ReplaceLineEndings("\n") != expected.Body || found.Language != expected.Language)
            yield return Is("has another body than the one it was made with", again);
        if (found.AsOwner != expected.AsOwner)
            yield return Is(
                found.AsOwner ? "runs with its owner's rights and not its caller's" : "runs with its caller's rights and not its owner's",
                $"alter function {found.Signature} security {(expected.AsOwner ? "definer" : "invoker")}");
        if (found.Settings != (expected.AsOwner ? Path : ""))
            yield return Is(
                $"runs with other settings than it was made with: {found.Settings}",
                $"alter function {found.Signature} reset all{(expected.AsOwner ? $" set {Path}" : "")}");
        if (found.OwnedByService)
            yield return Is($"belongs to {ServiceRole.Name}, which could put another in its place", Owner(found));
        else if (expected.AsOwner && found.ServiceMayCall && !ServiceRights.Functions.Contains($"{expected.Name}()"))
            yield return Is(
                $"may be called by {ServiceRole.Name}, which could hang it on a table of its own",
                $"revoke execute on function {found.Signature} from public, {ServiceRole.Name}");
    }

    private static string Owner(Found found) => $"alter function {found.Signature} owner to the database's owner";
}
