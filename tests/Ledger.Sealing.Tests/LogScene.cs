using System.Globalization;
using System.Text;
using Ledger.EventStore;
using Ledger.Sealing.Keys;
using Ledger.Sealing.Reading;
using Ledger.Sealing.Sealers;
using Ledger.Sealing.Verifying;
using Ledger.Testing;
using Ledger.Transparency.Notes;
using Npgsql;

namespace Ledger.Sealing.Tests;

/// <summary>A database with a log on it, the keys that sign it, and what an attacker who owns the server can do to it.</summary>
public sealed class LogScene : IAsyncDisposable
{
    public static readonly LogIdentity Identity = new("ledger.test/log", "urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057");

    private readonly string? ownFolder;

    private LogScene(TestDatabase database, string keysFolder, bool isOwn)
    {
        Database = database;
        KeysFolder = keysFolder;
        ownFolder = isOwn ? keysFolder : null;
        Keys = LogKeys.Open(null, keysFolder, Identity.Origin);
        Sealer = NewSealer();
        Log = new SealedLog(database.DataSource, database.Store, Identity);
    }

    public TestDatabase Database { get; }

    public string KeysFolder { get; }

    public LogKeys Keys { get; }

    public LogSealer Sealer { get; }

    public SealedLog Log { get; }

    public LogRoots Roots => Log.Roots;

    public static CancellationToken Never => CancellationToken.None;

    /// <summary>An empty ledger with keys of its own.</summary>
    public static async Task<LogScene> Create() =>
        await On(await TestDatabase.Create(Migrate), Directory.CreateTempSubdirectory("ledger-keys-").FullName, isOwn: true);

    public static async Task<LogScene> On(TestDatabase database, string keysFolder, bool isOwn = false)
    {
        await LogIdentity.Establish(database.DataSource, Identity, Never);
        return new LogScene(database, keysFolder, isOwn);
    }

    public static async Task Migrate(NpgsqlDataSource database, CancellationToken cancellation) =>
        await LogMigrations.Apply(database, cancellation);

    /// <summary>Another process of the same home.</summary>
    public LogSealer NewSealer(string? keysFolder = null) => new(
        Database.DataSource, Database.Store, Identity, Keys, keysFolder ?? KeysFolder, SealerOptions.Default, TimeProvider.System);

    /// <summary>So many events on streams that take turns.</summary>
    public Task Append(int events, int streams = 7) => Append(Database.Store, events, streams);

    public static async Task Append(IEventStore store, int events, int streams)
    {
        var batch = Enumerable.Range(0, Math.Min(streams, events)).Select(stream => new StreamAppend(
            $"thing-{stream}", "thing", ExpectedVersion.Any,
            [.. Enumerable.Range(0, events).Where(one => one % streams == stream).Select(Event)])).ToList();
        var metadata = new EventMetadata("authority-360000", "correlation-1", "causation-1");
        (await store.BulkAppend(batch, metadata, Never)).ShouldBeOfType<AppendOutcome.Appended>();
    }

    public async Task<LogReport> Verify(params IReadOnlyList<KnownCheckpoint> known) => await new LogVerifier(Database.DataSource)
        .Run(new Trusted(Keys.Verifiers, known, new Dictionary<string, string>()), null, Never);

    /// <summary>The newest checkpoint, as an auditor takes it home.</summary>
    public async Task<KnownCheckpoint> TakeHome()
    {
        var latest = (await Log.Latest(Never))!;
        return new KnownCheckpoint("yesterday", latest.Size, latest.Root);
    }

    /// <summary>What whoever owns the server can do: put the triggers to sleep, change rows, and wake them again.</summary>
    public async Task Tamper(params string[] statements)
    {
        string[] tables = ["public.mt_events", "public.mt_streams", "ledger.head", "ledger.tile_part", "ledger.checkpoint"];
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        foreach (var statement in (string[])[
            "set session_replication_role = replica",
            .. tables.Select(table => $"alter table {table} disable trigger all"),
            .. statements,
            .. tables.Select(table => $"alter table {table} enable trigger all"),
            .. await Always(connection),
            "set session_replication_role = origin"])
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    public async Task<T> Scalar<T>(string sql)
    {
        await using var command = Database.DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public VerifierKey Key => Keys.Verifiers[0];

    public async ValueTask DisposeAsync()
    {
        Sealer.Dispose();
        Keys.Dispose();
        await Database.DisposeAsync();
        if (ownFolder is not null)
            Directory.Delete(ownFolder, recursive: true);
    }

    /// <summary>Triggers that fire always are set so again.</summary>
    private static async Task<IReadOnlyList<string>> Always(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("""
            select format('alter table %s enable always trigger %I', tgrelid::regclass, tgname) from pg_trigger where tgenabled = 'A'
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var statements = new List<string>();
        while (await reader.ReadAsync())
            statements.Add(reader.GetString(0));
        return statements;
    }

    private static NewEvent Event(int number) => new(
        Guid.NewGuid(), number % 3 == 0 ? "thing.made.v1" : "thing.changed.v1", null, Encoding.UTF8.GetBytes(Body
            .Replace("{number}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));

    private const string Body = """
        {"act":{"on":"2025-01-01","by":"hr-360000","rule":{"pack":"jiangxi","version":"2023.1","article":"259:第十条"}},
         "number":{number},"hours":12.50,"name":"合成{number}"}
        """;
}
