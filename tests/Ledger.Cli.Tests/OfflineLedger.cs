namespace Ledger.Cli.Tests;

/// <summary>
/// The program where there is no ledger: no home, and a database that answers nobody. What works here needs nothing but files and keys.
/// </summary>
public sealed class OfflineLedger : IDisposable
{
    private readonly Dictionary<string, string?> settings;

    public OfflineLedger()
    {
        Folder = Directory.CreateTempSubdirectory("ledger-offline-").FullName;
        settings = new Dictionary<string, string?>
        {
            ["LEDGER_HOME"] = PathOf("home"),
            ["LEDGER_DATABASE"] = "Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=1",
            ["LEDGER_MASTER_KEY"] = null,
            ["LEDGER_URL"] = null,
        };
    }

    public string Folder { get; }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string File(string name, byte[] content)
    {
        System.IO.File.WriteAllBytes(PathOf(name), content);
        return PathOf(name);
    }

    public string File(string name, string text)
    {
        System.IO.File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public LedgerProcess Start(params string[] arguments) => LedgerProcess.Start(settings, arguments);

    public Task<Said> Run(params string[] arguments) => RunWith([], arguments);

    public async Task<Said> RunWith(byte[] input, params string[] arguments)
    {
        using var process = Start(arguments);
        process.Send(input);
        var said = await process.End();
        Directory.Exists(PathOf("home")).ShouldBeFalse("an offline verb made a home: " + said.Error);
        return said;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
