using Ledger.EventStore.Roles;
using Npgsql;

namespace Ledger.EventStore.Protection;

/// <summary>Whether the service's role has what it was given and no more, and whether the service works under it.</summary>
internal static class RoleCheck
{
    private const string Role = ServiceRole.Name;

    private const string Attributes = $"""
        select array_remove(array[case when r.rolsuper then 'superuser' end, case when r.rolcreaterole then 'createrole' end,
            case when r.rolbypassrls then 'bypassrls' end, case when r.rolreplication then 'replication' end], null)
        from pg_roles r where r.rolname = '{Role}'
        """;

    // What can be undone by the role: (object, problem, mend).
    private const string Reach = $"""
        with service as (select oid, rolsuper from pg_roles where rolname = '{Role}' and not rolsuper)
        select 'role {Role}', 'is a member of ' || g.rolname, format('revoke %I from {Role}', g.rolname)
        from service s join pg_auth_members m on m.member = s.oid join pg_roles g on g.oid = m.roleid
        union all
        select 'role {Role}', 'may set session_replication_role, which passes triggers over',
          'revoke set on parameter session_replication_role from {Role}, public'
        from service s where has_parameter_privilege(s.oid, 'session_replication_role', 'SET')
        union all
        select 'database ' || d.datname, 'belongs to {Role}, which may drop it', 'alter database ... owner to another role'
        from service s, pg_database d where d.datname = current_database() and pg_has_role(s.oid, d.datdba, 'MEMBER')
        union all
        select 'schema ' || n.nspname, 'belongs to {Role}, which may drop it and all in it', 'alter schema ... owner to another role'
        from service s, pg_namespace n where n.nspname in ('public', 'ledger') and pg_has_role(s.oid, n.nspowner, 'MEMBER')
        union all
        select 'schema ledger', '{Role} may make things of its own in it', 'revoke create on schema ledger from {Role}, public'
        from service s where has_schema_privilege(s.oid, 'ledger', 'CREATE') and not pg_has_role(s.oid,
          (select nspowner from pg_namespace where nspname = 'ledger'), 'MEMBER')
        union all
        select 'sequence public.mt_events_sequence', '{Role} may set it',
          'revoke update on sequence public.mt_events_sequence from {Role}, public'
        from service s where to_regclass('public.mt_events_sequence') is not null
          and has_sequence_privilege(s.oid, 'public.mt_events_sequence', 'UPDATE')
        """;

    // Through whatever way it has them: its own, everybody's, or those of a role that it is a member of.
    private const string Rights = $"""
        with service as (select oid from pg_roles where rolname = '{Role}' and not rolsuper)
        select 'table ' || r.name,
          case when r.owned then 'belongs to {Role}, which may do anything to it'
            else '{Role} may ' || lower(array_to_string(r.more || r.columns, ', ')) || ' there' end,
          case when r.owned then 'alter table ' || r.name || ' owner to another role'
            else 'revoke all on ' || r.name || ' from {Role}, public; then start the ledger once as the owner' end
        from service s
        cross join lateral (
          select n.nspname || '.' || c.relname as name, pg_has_role(s.oid, c.relowner, 'MEMBER') as owned,
            array(select p from unnest(array['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) p
              where not p = any(string_to_array(w.privileges, ',')) and has_table_privilege(s.oid, c.oid, p)) as more,
            array(select 'update ' || a.attname from pg_attribute a
              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and not 'UPDATE' = any(string_to_array(w.privileges, ','))
                and not a.attname = any(string_to_array(w.columns, ',')) and has_column_privilege(s.oid, c.oid, a.attnum, 'UPDATE')
                and not has_table_privilege(s.oid, c.oid, 'UPDATE')) as columns
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
          cross join lateral (
            select u.privileges, u.columns from unnest($1, $2, $3, $4) as u (schema, relation, privileges, columns)
            where u.schema = n.nspname and u.relation in (c.relname, '*') order by u.relation = '*' limit 1) w
          where c.relkind in ('r', 'p')) r
        where r.owned or cardinality(r.more || r.columns) > 0
        order by 1
        """;

    private const string Settings = """
        select coalesce('role ' || r.rolname, 'every role') || coalesce(' in ' || d.datname, ''), c
        from pg_db_role_setting s left join pg_roles r on r.oid = s.setrole left join pg_database d on d.oid = s.setdatabase,
          unnest(s.setconfig) c
        where (s.setdatabase = 0 or d.datname = current_database()) and c ilike 'session_replication_role=%' and c not ilike '%=origin'
        union all
        select 'this server', 'session_replication_role=' || current_setting('session_replication_role')
        where current_setting('session_replication_role') <> 'origin'
        """;

    private const string Session = """
        select current_user::text, session_user::text, r.rolsuper,
          pg_has_role(session_user, (select relowner from pg_class where oid = to_regclass('public.mt_events')), 'MEMBER')
        from pg_roles r where r.rolname = session_user
        """;

    public static async Task<IReadOnlyList<ProtectionFinding>> Run(
        NpgsqlConnection connection, Expected expected, CancellationToken cancellation)
    {
        var attributes = await connection.Rows(Attributes, row => row.GetFieldValue<string[]>(0), cancellation);
        if (attributes is not [var had])
            return [new($"role {Role}", "is not there: the service works as whoever owns the tables",
                $"create role {Role} nologin; then start the ledger once as the owner", FindingWeight.Weak)];
        return
        [
            .. had.Select(one => Broken($"role {Role}", $"is {one}", $"alter role {Role} no{one}")),
            .. await connection.Rows(Reach, Three, cancellation),
            .. await connection.Rows(Rights, Three, cancellation, ServiceRights.Columns()),
            .. await connection.Rows(Settings, OfSetting, cancellation),
            .. (await connection.Rows(Session, OfSession, cancellation)).OfType<ProtectionFinding>(),
        ];
    }

    private static ProtectionFinding? OfSession(NpgsqlDataReader row)
    {
        var (user, login) = (row.GetString(0), row.GetString(1));
        var mend = $"give the service a login of its own that is a member of {Role} alone (LEDGER_DATABASE), and name the owner in "
            + "LEDGER_DATABASE_OWNER";
        if (user != Role && (row.GetBoolean(2) || row.GetBoolean(3)))
            return new($"login {login}", $"works as the owner of the tables and not under {Role}", mend, FindingWeight.Weak);
        var problem = $"owns the tables or is superuser: whoever takes the service over may put {Role} down";
        return row.GetBoolean(2) || row.GetBoolean(3) ? new($"login {login}", problem, mend, FindingWeight.Weak) : null;
    }

    private static ProtectionFinding OfSetting(NpgsqlDataReader row) => Broken(
        row.GetString(0), $"has {row.GetString(1)}, under which triggers are passed over", "alter role ... reset session_replication_role");

    private static ProtectionFinding Three(NpgsqlDataReader row) => Broken(row.GetString(0), row.GetString(1), row.GetString(2));

    private static ProtectionFinding Broken(string what, string problem, string mend) => new(what, problem, mend, FindingWeight.Broken);
}
