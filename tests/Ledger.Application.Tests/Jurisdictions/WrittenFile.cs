using System.Text.Json;
using Ledger.Application.Jurisdictions;

namespace Ledger.Application.Tests.Jurisdictions;

/// <summary>A folder with a file of jurisdictions, its owner's alone, and the environment of a process that is to read it.</summary>
public sealed class WrittenFile : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);

    public WrittenFile()
    {
        Folder = Directory.CreateTempSubdirectory("ledger-jurisdictions-").FullName;
        Set(JurisdictionCatalog.FileVariable, Path.Combine(Folder, "jurisdictions.json"));
    }

    public string Folder { get; }

    /// <summary>Two ledgers that are all right.</summary>
    public static string Two { get; } = Of(Entry("jiangxi"), Entry("guangdong"));

    /// <param name="entries">Each a JSON object.</param>
    public static string Of(params string[] entries) => $$"""{ "jurisdictions": [{{string.Join(", ", entries)}}] }""";

    /// <param name="settings">Further settings, or others for those that are there: JSON values.</param>
    public static string Entry(string name, params (string Name, string Json)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["LEDGER_HOME"] = JsonSerializer.Serialize("homes/" + name),
            ["LEDGER_DATABASE"] = JsonSerializer.Serialize($"postgres://{name}@db.example/{name}"),
            ["LEDGER_LOG_ORIGIN"] = JsonSerializer.Serialize("ledger.example/" + name),
        };
        foreach (var (setting, json) in settings)
            all[setting] = json;
        var members = string.Join(", ", all.Select(one => $"\"{one.Key}\": {one.Value}"));
        return $$"""{ "name": "{{name}}", "hosts": ["{{name}}.localhost"], "settings": { {{members}} } }""";
    }

    public WrittenFile With(string text) => Beside("jurisdictions.json", text);

    /// <summary>A further file in the folder.</summary>
    public WrittenFile Beside(string name, string text, UnixFileMode mode = OwnerOnly)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, mode);
        return this;
    }

    public WrittenFile Set(string variable, string value)
    {
        environment[variable] = value;
        return this;
    }

    public string? Variable(string name) => environment.GetValueOrDefault(name);

    public IReadOnlyList<Jurisdiction> All() => JurisdictionCatalog.All(Variable, Folder);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
