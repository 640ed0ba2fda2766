using Ledger.EventStore.Migrations;
using Ledger.EventStore.Servers;
using Npgsql;

namespace Ledger.EventStore.Roles;

/// <summary>Connections to a ledger's database: its owner's for migrations, and the service's, which work under its role.</summary>
public static class ServiceSource
{
    /// <summary>Taken when the connection starts, so that a reset for the pool comes back to it and not to the login.</summary>
    private const string TakeRole = $"-c role={ServiceRole.Name}";

    private const string Standing = """
        select current_user::text,
          has_table_privilege('public.mt_events', 'SELECT') and has_table_privilege('public.mt_events', 'INSERT'),
          has_any_column_privilege('public.mt_events', 'UPDATE') or has_table_privilege('public.mt_events', 'DELETE')
            or has_table_privilege('public.mt_events', 'TRUNCATE')
        """;

    /// <summary>
    /// For migrations. Names are looked for in public alone: the service may make schemas, and one that is named like the owner would
    /// otherwise be looked through first.
    /// </summary>
    public static NpgsqlDataSource Owner(string connectionString)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString);
        address.SearchPath ??= "public";
        return NpgsqlDataSource.Create(address.ConnectionString);
    }

    /// <summary>Whom a connection string logs in as; null when it leaves that to the machine.</summary>
    public static string? Login(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Username;

    /// <summary>The same connection string, whose sessions take the role from their start on.</summary>
    public static string UnderRole(string connectionString)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString);
        address.Options = string.IsNullOrEmpty(address.Options) ? TakeRole : $"{address.Options} {TakeRole}";
        return address.ConnectionString;
    }

    /// <summary>Opens the service's connections, and looks at what they may do.</summary>
    /// <param name="problem">Why the role has not its rights, as <see cref="ServiceRole.Grant"/> says it; null when it has.</param>
    /// <exception cref="MigrationException">They may not even do the work.</exception>
    public static async Task<ServiceConnections> Open(string connectionString, string? problem, CancellationToken cancellation)
    {
        var underRole = UnderRole(connectionString);
        var source = NiceSessions.Source(underRole, always: false);
        try
        {
            var (user, works, changes) = await Ask(source, cancellation);
            if (user == ServiceRole.Name && works)
                return Of(source, underRole, changes ? $"{user} has more rights than the ledger gave it; ledger verify names them." : null);
            problem ??= $"The server forgets the role {ServiceRole.Name} when a connection is used again: bring it to a current minor "
                + "release, or take the pooler between away.";
        }
        catch (PostgresException error) when (IsRefusal(error.SqlState))
        {
            problem ??= $"The role {ServiceRole.Name} cannot be taken: {error.MessageText}.";
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }

        await source.DisposeAsync();
        return await OpenPlain(connectionString, problem, cancellation);
    }

    /// <summary>As the login itself: an owner of the tables may do more than it should, a login of the service's own may not.</summary>
    private static async Task<ServiceConnections> OpenPlain(string connectionString, string problem, CancellationToken cancellation)
    {
        var source = NiceSessions.Source(connectionString, always: false);
        try
        {
            var (_, works, changes) = await Ask(source, cancellation);
            return works ? Of(source, connectionString, changes ? problem : null) : throw new MigrationException(problem);
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    private static ServiceConnections Of(NpgsqlDataSource source, string connectionString, string? unenforced) =>
        new(source, NiceSessions.Source(connectionString, always: true), unenforced);

    /// <summary>On a connection that the pool has given out before, as nearly all work is.</summary>
    private static async Task<(string User, bool Works, bool Changes)> Ask(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using (await source.OpenConnectionAsync(cancellation))
        {
            // Back to the pool, which resets it before its next use.
        }

        await using var command = source.CreateCommand(Standing);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2));
    }

    /// <summary>The role is not there, may not be taken, or something between here and the server does not pass it on.</summary>
    private static bool IsRefusal(string state) => state is PostgresErrorCodes.InsufficientPrivilege
        or PostgresErrorCodes.InvalidParameterValue or PostgresErrorCodes.UndefinedObject or PostgresErrorCodes.ProtocolViolation
        or PostgresErrorCodes.FeatureNotSupported;
}
