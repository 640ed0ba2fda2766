using Npgsql;

namespace Ledger.EventStore.Roles;

/// <summary>
/// The statements that bring the rights of <see cref="ServiceRole"/> to what <see cref="ServiceRights"/> says, made by comparing with
/// the catalogue: none in a database that has them, whatever it was restored from.
/// </summary>
internal static class MissingRights
{
    // Before PostgreSQL 16 a member may always take the role; since then membership says whether.
    private const string Membership = """
        select 0 as turn, format('grant {role} to %I', member.rolname) as said
        from pg_roles member, service
        where member.rolname in (current_user, $6::name)
          and not pg_has_role(member.oid, service.oid,
            case when current_setting('server_version_num')::int < 160000 then 'MEMBER' else 'SET' end)
        """;

    private const string Places = """
        select 1, format('grant create, temporary on database %I to {role}', current_database())
        from service
        where not (has_database_privilege(service.oid, current_database(), 'CREATE')
          and has_database_privilege(service.oid, current_database(), 'TEMPORARY'))
        union all
        select 1, format('grant usage on schema %I to {role}', n.nspname)
        from service, pg_namespace n
        where n.nspname = any($1) and not has_schema_privilege(service.oid, n.oid, 'USAGE')
        union all
        select 1, format('grant execute on function %s to {role}', f.name)
        from service, unnest($5) as f (name)
        where to_regprocedure(f.name) is not null and not has_function_privilege(service.oid, to_regprocedure(f.name), 'EXECUTE')
        """;

    // What is too much is taken away: rights are said anew for a table whose rights differ in anything.
    private const string Tables = """
        select 2, format('revoke all on %1$s from {role}; grant %2$s%3$s on %1$s to {role}', r.name, w.privileges,
          case when w.columns <> '' then format(', update (%s)', w.columns) end)
        from service
        cross join lateral (
          select c.relkind, n.nspname, c.relname,
            format('%s%I.%I', case when c.relkind = 'S' then 'sequence ' end, n.nspname, c.relname) as name,
            (select coalesce(string_agg(a.privilege_type, ',' order by a.privilege_type), '')
             from aclexplode(c.relacl) a where a.grantee = service.oid) as privileges,
            (select coalesce(string_agg(lower(a.privilege_type) || ' ' || t.attname, ',' order by t.attname), '')
             from pg_attribute t, aclexplode(t.attacl) a where t.attrelid = c.oid and a.grantee = service.oid) as columns
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname = any($1) and c.relkind in ('r', 'p', 'v', 'm', 'S')) r
        cross join lateral (
          select case when r.relkind = 'S' then '{sequence}' else u.privileges end as privileges, u.columns
          from unnest($1, $2, $3, $4) as u (schema, relation, privileges, columns)
          where u.schema = r.nspname and u.relation in (r.relname, '*')
          order by u.relation = '*' limit 1) w
        where r.privileges <> w.privileges
          or r.columns <> coalesce('update ' || replace(nullif(w.columns, ''), ',', ',update '), '')
        """;

    // The read models of a ledger that was served by its owner.
    private const string Handover = """
        select 3, format('alter schema %I owner to {role}', n.nspname)
        from service, pg_namespace n where n.nspname = any($7) and n.nspowner <> service.oid
        union all
        select 4, format('alter table %I.%I owner to {role}', n.nspname, c.relname)
        from service, pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any($7) and c.relkind in ('r', 'p', 'v', 'm') and c.relowner <> service.oid
        """;

    private static readonly string Query = $"""
        with service as (select oid from pg_roles where rolname = '{ServiceRole.Name}')
        {Membership} union all {Places} union all {Tables} union all {Handover}
        order by turn, said
        """.Replace("{role}", ServiceRole.Name, StringComparison.Ordinal)
        .Replace("{sequence}", ServiceRights.Sequence, StringComparison.Ordinal);

    /// <param name="login">Who is to take the role beside whoever asks; null for nobody.</param>
    /// <param name="owned">Schemas that the service makes and drops, and is to own where they stand.</param>
    public static async Task<IReadOnlyList<string>> Of(
        NpgsqlConnection connection, string? login, IReadOnlyList<string> owned, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Query, connection);
        foreach (var column in ServiceRights.Columns())
            Add(command, column);
        Add(command, [.. ServiceRights.Functions]);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = login ?? "" });
        Add(command, [.. owned]);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var statements = new List<string>();
        while (await reader.ReadAsync(cancellation))
            statements.Add(reader.GetString(1));
        return statements;
    }

    private static void Add(NpgsqlCommand command, string[] values) =>
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = values });
}
