using Npgsql;

namespace Ledger.EventStore.Roles;

/// <summary>
/// A role is the whole server's: on a server with several ledgers a login of one may take the role on the database of another, unless that
/// database lets in nobody but its own.
/// </summary>
public static class OtherLogins
{
    // Whom somebody let into this database by name belongs here; superusers and the database's owner come in anyway.
    private const string LetIn = $"""
        select quote_ident(current_database()), quote_ident(session_user),
          string_agg(quote_ident(other.rolname), ', ' order by other.rolname)
        from pg_auth_members member
          join pg_roles role on role.oid = member.roleid and role.rolname = '{ServiceRole.Name}'
          join pg_roles other on other.oid = member.member
        where other.rolname <> session_user and other.rolcanlogin and not other.rolsuper
          and has_database_privilege('public', current_database(), 'CONNECT')
          and other.oid <> (select datdba from pg_database where datname = current_database())
        having count(*) > 0
        """;

    /// <returns>Which they are, and the statements that keep them out; null when there are none.</returns>
    public static async Task<string?> Of(NpgsqlDataSource service, CancellationToken cancellation)
    {
        await using var command = service.CreateCommand(LetIn);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return null;
        var (database, own, others) = (reader.GetString(0), reader.GetString(1), reader.GetString(2));
        return $"This database lets in everybody, and {others} may take the role {ServiceRole.Name} there. To keep them out: "
            + $"revoke connect on database {database} from public; grant connect on database {database} to {own};";
    }
}
