using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Cli.Tests.Running;

/// <summary>A file of two ledgers, each with a database and a home of its own, and the program in an environment that names it.</summary>
public sealed class SeveralLedgers : IAsyncDisposable
{
    private readonly Dictionary<string, string?> settings;

    private SeveralLedgers(TestDatabase jiangxi, TestDatabase guangdong)
    {
        (Jiangxi, Guangdong) = (jiangxi, guangdong);
        var folder = TestServer.TemporaryFolder();
        File = Path.Combine(folder, "jurisdictions.json");
        Write(JsonSerializer.Serialize(new { jurisdictions = new[] { Entry("jiangxi", jiangxi), Entry("guangdong", guangdong) } }));
        settings = new Dictionary<string, string?>
        {
            ["LEDGER_JURISDICTIONS"] = File,
            ["LEDGER_HOME"] = null,
            ["LEDGER_DATABASE"] = null,
            ["LEDGER_MASTER_KEY"] = null,
            ["LEDGER_URL"] = "http://127.0.0.1:0",
        };
    }

    public string File { get; }

    public TestDatabase Jiangxi { get; }

    public TestDatabase Guangdong { get; }

    public static async Task<SeveralLedgers> Create() => new(await TestDatabase.CreateEmpty(), await TestDatabase.CreateEmpty());

    /// <summary>Its owner's alone: the logins are in it.</summary>
    public void Write(string text)
    {
        System.IO.File.WriteAllText(File, text);
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public SeveralLedgers Set(string variable, string? value)
    {
        settings[variable] = value;
        return this;
    }

    public LedgerProcess Start(params string[] arguments) => LedgerProcess.Start(settings, arguments);

    public async Task<Said> Run(params string[] arguments)
    {
        using var process = Start(arguments);
        process.Send("");
        return await process.End();
    }

    public static async Task<long> Events(TestDatabase database)
    {
        await using var command = database.DataSource.CreateCommand("select count(*) from public.mt_events");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await Jiangxi.DisposeAsync();
        await Guangdong.DisposeAsync();
    }

    private static object Entry(string name, TestDatabase database) => new
    {
        name,
        hosts = new[] { name + ".localhost" },
        settings = new Dictionary<string, string>
        {
            ["LEDGER_HOME"] = "homes/" + name,
            ["LEDGER_DATABASE"] = database.ConnectionString,
            ["LEDGER_LOG_ORIGIN"] = "ledger.invalid/" + name,
        },
    };
}
