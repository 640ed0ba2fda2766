using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ledger.EventStore.Servers;

/// <summary>
/// A PostgreSQL of the ledger's own, from the machine's binaries: data checksums, UTF-8, locale C, reached through a unix socket in
/// a folder of its own and a generated password, never by network and never as root.
/// </summary>
/// <remarks>
/// It has two logins: the superuser that made it, for migrations, and the service's, which may do what its role may (0015).
/// Several processes may use one server. Each holds a shared lock on <c>server.lock</c>; the last to leave stops it. Who starts or
/// stops holds <c>server.start.lock</c> alone meanwhile. After a crash of all of them the server runs on, and the next start finds it.
/// </remarks>
public sealed class PrivateServer : IAsyncDisposable
{
    private const string User = "ledger";
    private const string ServiceUser = "ledger_worker";
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);
    private readonly PrivateServerOptions options;
    private readonly ILogger log;
    private readonly ServerPlace place;
    private readonly ServerProcess process;
    private readonly string password;
    private FileLock? share;

    private PrivateServer(PrivateServerOptions options, ILogger log, ServerPlace place, ServerProcess process, string password)
    {
        this.options = options;
        this.log = log;
        this.place = place;
        this.process = process;
        this.password = password;
    }

    /// <summary>Starts the server, or joins it when it runs.</summary>
    /// <exception cref="PrivateServerException">PostgreSQL is missing, or does not start.</exception>
    public static async Task<PrivateServer> Start(PrivateServerOptions options, ILogger? log, CancellationToken cancellation)
    {
        options = options with { Home = Path.GetFullPath(options.Home) };
        log ??= NullLogger.Instance;
        Directory.CreateDirectory(options.Home);
        using var alone = await FileLock.Exclusive(StartLock(options), options.StartTimeout, cancellation);
        var place = await ServerPlace.Find(options.Home, cancellation);
        var process = await ServerProcess.Of(place, cancellation);
        // Logins are part of what a standby replays.
        var password = await Password(options.StandbyOf ?? options.Home, cancellation);
        var server = new PrivateServer(options, log, place, process, password);
        if (!Directory.Exists(place.Data))
        {
            log.LogInformation("Making a private PostgreSQL {Major} in {Folder}", process.Major, place.Root);
            if (options.StandbyOf is { } primary)
                await process.Copy(await ServerPlace.Find(Path.GetFullPath(primary), cancellation), User, password, cancellation);
            else
                await process.Initialise(User, password, cancellation);
        }

        await process.EnsureRunning(options, cancellation);
        server.share = FileLock.TryShared(ShareLock(options))
            ?? throw new PrivateServerException($"{ShareLock(options)} is locked by another program.");
        log.LogInformation("Private PostgreSQL {Major} runs in {Folder}", process.Major, place.Root);
        return server;
    }

    /// <summary>The superuser's connection string of a database on this server. It holds the password: not for logs.</summary>
    public string ConnectionString(string database) => Address(database, User, password);

    /// <summary>The service's, which may do nothing until it is let into a role. As secret.</summary>
    public string ServiceConnectionString(string database) => Address(database, ServiceUser, ServicePassword);

    /// <summary>The postmaster's process id; null when it does not run.</summary>
    public int? ProcessId => process.ProcessId();

    /// <summary>Starts the server again if it has died; PostgreSQL recovers from its log.</summary>
    public async Task EnsureRunning(CancellationToken cancellation)
    {
        using var alone = await FileLock.Exclusive(StartLock(options), options.StartTimeout, cancellation);
        await process.EnsureRunning(options, cancellation);
    }

    /// <summary>Makes a database unless it exists, and the service's login.</summary>
    public async Task EnsureDatabase(string name, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await EnsureServiceLogin(source, cancellation);
        await using var exists = source.CreateCommand("select count(*) from pg_database where datname = $1");
        exists.Parameters.Add(new() { Value = name });
        if (await exists.ExecuteScalarAsync(cancellation) is 1L)
            return;
        await using var create = source.CreateCommand($"create database \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        try
        {
            await create.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process made it in the same moment.
        }
    }

    /// <summary>Leaves the server; the last to leave stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (share is null)
            return;
        using var alone = await FileLock.Exclusive(StartLock(options), options.StartTimeout, CancellationToken.None);
        share.Dispose();
        share = null;
        using var last = FileLock.TryExclusive(ShareLock(options));
        if (last is null)
            return;
        await process.Stop(StopTimeout);
        log.LogInformation("Private PostgreSQL in {Folder} has stopped", place.Root);
    }

    private async Task EnsureServiceLogin(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var exists = source.CreateCommand($"select to_regrole('{ServiceUser}') is not null");
        if (await exists.ExecuteScalarAsync(cancellation) is true)
            return;
        // Hexadecimal, so there is nothing to quote. The server logs no statements.
        await using var create = source.CreateCommand($"create role {ServiceUser} login password '{ServicePassword}'");
        try
        {
            await create.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
        {
            // Another process made it in the same moment.
        }
    }

    private string Address(string database, string user, string secret) => new NpgsqlConnectionStringBuilder
    {
        Host = place.Sockets,
        Port = ServerPlace.Port,
        Username = user,
        Password = secret,
        Database = database,
    }.ConnectionString;

    /// <summary>Follows from the superuser's, which does not follow from it: there is one file to keep.</summary>
    private string ServicePassword =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(ServiceUser)));

    private static string StartLock(PrivateServerOptions options) => Path.Combine(options.Home, "server.start.lock");

    private static string ShareLock(PrivateServerOptions options) => Path.Combine(options.Home, "server.lock");

    private static async Task<string> Password(string home, CancellationToken cancellation)
    {
        var path = Path.Combine(home, "server.password");
        if (File.Exists(path))
            return (await File.ReadAllTextAsync(path, cancellation)).Trim();
        var made = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var create = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        await using var writer = new StreamWriter(path, create);
        await writer.WriteAsync(made.AsMemory(), cancellation);
        return made;
    }
}
