using Ledger.Application.Composition;

namespace Ledger.Application.Jurisdictions;

/// <summary>Which ledgers the environment names: one by its own variables, or several by a file.</summary>
public static class JurisdictionCatalog
{
    public const string FileVariable = JurisdictionFile.Variable;

    /// <summary>Picks one ledger of the file.</summary>
    public const string NameVariable = "LEDGER_JURISDICTION";

    /// <summary>Whether the environment names several, and none of them.</summary>
    public static bool IsOfSeveral(Func<string, string?> variable) =>
        variable(FileVariable) is { Length: > 0 } && string.IsNullOrEmpty(variable(NameVariable));

    /// <summary>The settings of one ledger: the one that the environment is about, or the one that it picks from the file.</summary>
    /// <exception cref="SettingException">A setting cannot be, or none of several is picked.</exception>
    public static LedgerSettings One(Func<string, string?> variable, string workingFolder)
    {
        var name = variable(NameVariable);
        if (variable(FileVariable) is not { Length: > 0 } path)
            return string.IsNullOrEmpty(name)
                ? LedgerSettings.FromEnvironment(variable, workingFolder)
                : throw new SettingException(NameVariable, $"names a ledger of the file that {FileVariable} names, and none is named.");

        var (file, entries) = Read(path, variable, workingFolder);
        var names = string.Join(", ", entries.Select(entry => entry.Name));
        if (string.IsNullOrEmpty(name))
            throw new SettingException(
                FileVariable, $"names several ledgers, and this works on one: set {NameVariable} to one of {names}.");
        var entry = entries.FirstOrDefault(one => one.Name == name)
            ?? throw new SettingException(NameVariable, $"is none of the ledgers in {file}. In it: {names}.");
        return new JurisdictionSettings(file, variable).Of(entry).Settings;
    }

    /// <summary>All of the file, with all that they name fetched, and no two of them one.</summary>
    /// <exception cref="SettingException">The file, or what it names, cannot be used.</exception>
    public static IReadOnlyList<Jurisdiction> All(Func<string, string?> variable, string workingFolder)
    {
        var path = variable(FileVariable) is { Length: > 0 } given ? given : throw new SettingException(FileVariable, "is not set.");
        var (file, entries) = Read(path, variable, workingFolder);
        var settings = new JurisdictionSettings(file, variable);
        var all = entries.Select(entry => (entry.Where, One: settings.Of(entry))).ToList();
        Distinct.Check(new FilePlace(file, ""), all);
        return [.. all.Select(each => each.One)];
    }

    private static (string File, IReadOnlyList<JurisdictionEntry> Entries) Read(
        string path, Func<string, string?> variable, string workingFolder)
    {
        // Whoever set it believes in it; it would be passed over without a word.
        if (JurisdictionFile.OwnSettings.FirstOrDefault(name => variable(name) is { Length: > 0 }) is { } stray)
            throw new SettingException(
                stray, $"is set beside {FileVariable}, whose file says it for each ledger: take it out of the environment.");
        // What is the process's is refused as that, and not as something of the first ledger.
        _ = LedgerSettings.FromEnvironment(name => JurisdictionFile.OwnSettings.Contains(name) ? null : variable(name), workingFolder);
        var file = Path.GetFullPath(Path.Combine(workingFolder, path));
        return (file, JurisdictionFile.Read(file));
    }
}
