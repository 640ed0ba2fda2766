using Ledger.Testing;

namespace Ledger.Cli.Tests;

/// <summary>A ledger of one test: a database of its own, a home of its own, and a folder for files.</summary>
public sealed class LedgerUnderTest : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly Dictionary<string, string?> settings;

    private LedgerUnderTest(TestDatabase database, string folder)
    {
        this.database = database;
        Folder = folder;
        settings = new Dictionary<string, string?>
        {
            ["LEDGER_HOME"] = Path.Combine(folder, "home"),
            ["LEDGER_DATABASE"] = database.ConnectionString,
            ["LEDGER_MASTER_KEY"] = null,
            ["LEDGER_URL"] = null,
        };
    }

    public string Folder { get; }

    /// <summary>The environment that the program is started in.</summary>
    public IReadOnlyDictionary<string, string?> Settings => settings;

    public static async Task<LedgerUnderTest> Create() => new(await TestDatabase.CreateEmpty(), TestServer.TemporaryFolder());

    /// <summary>A file of the test's folder, written.</summary>
    public string File(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public LedgerProcess Start(params string[] arguments) => LedgerProcess.Start(settings, arguments);

    public LedgerProcess StartAt(string url, params string[] arguments) =>
        LedgerProcess.Start(new Dictionary<string, string?>(settings) { ["LEDGER_URL"] = url }, arguments);

    public Task<Said> Run(params string[] arguments) => RunWith("", arguments);

    public async Task<Said> RunWith(string input, params string[] arguments)
    {
        using var process = Start(arguments);
        process.Send(input);
        return await process.End();
    }

    public async Task<Said> RunSet(string variable, string value, params string[] arguments)
    {
        using var process = LedgerProcess.Start(new Dictionary<string, string?>(settings) { [variable] = value }, arguments);
        process.Send("");
        return await process.End();
    }

    /// <summary>An import of some seconds, from a file that is written first, which has recorded something and is not through.</summary>
    public async Task<LedgerProcess> ImportUnderWay(string file)
    {
        await Run("sample", "--people", "3000", "--year", "2025", "--seed", "2", "--out", file);
        await Run("database", "migrate");
        var import = Start("import", "hours", file, "--json");
        try
        {
            using var patience = new CancellationTokenSource(LedgerProcess.Patience);
            while (await Events() == 0)
                await Task.Delay(20, patience.Token);
            return import;
        }
        catch
        {
            import.Dispose();
            throw;
        }
    }

    /// <summary>How nice the server is for the sessions that programs have with the database, one by one; not for the test's own.</summary>
    public async Task<IReadOnlyList<int>> NiceOfSessions()
    {
        await using var command = database.DataSource.CreateCommand("""
            select coalesce(array_agg(pid), '{}') from pg_stat_activity
            where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
            """);
        return Niceness.OfAll((int[])(await command.ExecuteScalarAsync())!);
    }

    public async Task<long> Events()
    {
        await using var command = database.DataSource.CreateCommand("select count(*) from public.mt_events");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Puts into the database what no verb would.</summary>
    public async Task Execute(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync() => await database.DisposeAsync();
}
