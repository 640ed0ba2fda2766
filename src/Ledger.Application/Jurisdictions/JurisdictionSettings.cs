using System.Text;
using Ledger.Application.Composition;
using Ledger.Application.People;
using Ledger.Sealing.Keys;
using Ledger.Transparency.Files;
using Npgsql;

namespace Ledger.Application.Jurisdictions;

/// <summary>
/// The settings of one entry: the reading of a single ledger's settings, given a look-up in the entry for what is each ledger's own and in
/// the process's environment for the rest.
/// </summary>
/// <param name="file">The file's full path: what an entry names relatively is beside it.</param>
/// <param name="variable">The process's environment.</param>
internal sealed class JurisdictionSettings(string file, Func<string, string?> variable)
{
    private readonly string folder = Path.GetDirectoryName(file)!;

    /// <exception cref="SettingException">A value cannot be fetched, or says something that cannot be, or is open to others.</exception>
    public Jurisdiction Of(JurisdictionEntry entry)
    {
        var place = new FilePlace(file, entry.Where).Member("settings");
        var values = entry.Settings.ToDictionary(
            setting => setting.Key, setting => Fetch(setting.Value, place.Member(setting.Key)), StringComparer.Ordinal);
        values[LedgerSettings.HomeVariable] = Path.GetFullPath(Path.Combine(folder, values[LedgerSettings.HomeVariable]));
        LedgerSettings settings;
        try
        {
            settings = LedgerSettings.FromEnvironment(
                name => JurisdictionFile.OwnSettings.Contains(name) ? values.GetValueOrDefault(name) : variable(name), folder);
        }
        catch (SettingException error)
        {
            throw (place with { Path = entry.Where }).Refuse($"({entry.Name}) cannot be: {error.Message}", error);
        }

        if (SecretFile.IsOpenToOthers(file) && entry.Settings.Any(setting => IsSecretHere(setting.Key, setting.Value, settings)))
            throw place.Refuse(
                "has a key or a password in it, and the file can be read by others than its owner: set its mode to 0600, or let the "
                + "setting name a file or a variable with the value in it.");
        return new Jurisdiction(entry.Name, entry.Hosts, settings);
    }

    private static bool IsSecretHere(string setting, SettingSource source, LedgerSettings settings) =>
        source is SettingSource.Inline && setting switch
        {
            MasterKey.Variable or LogKeys.Variable => true,
            LedgerSettings.DatabaseVariable => HasPassword(settings.Database!),
            LedgerSettings.OwnerVariable => HasPassword(settings.DatabaseOwner!),
            _ => false,
        };

    private static bool HasPassword(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) is { Password.Length: > 0 } or { SslPassword.Length: > 0 };

    private string Fetch(SettingSource source, FilePlace place) => source switch
    {
        SettingSource.Inline(var text) => text,
        SettingSource.OfVariable(var name) => variable(name) is { Length: > 0 } value
            ? value
            : throw place.Refuse("names a variable that is not set; set it for this process, or name a file."),
        SettingSource.OfFile(var path) => ReadFile(Path.GetFullPath(Path.Combine(folder, path)), place),
        _ => throw new InvalidOperationException("A source that nobody fetches from."),
    };

    private static string ReadFile(string path, FilePlace place)
    {
        try
        {
            if (SecretFile.IsOpenToOthers(path))
                throw place.Refuse($"names {path}, which can be read by others than its owner; set its mode to 0600 or 0400.");
            var bytes = SmallFile.Read(path, MostBytes) ?? throw place.Refuse($"names {path}, which is larger than {MostBytes} bytes.");
            var text = Encoding.UTF8.GetString(bytes).Trim();
            return text.Length > 0 ? text : throw place.Refuse($"names {path}, which is empty.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw place.Refuse($"names {path}, which cannot be read: {error.Message}", error);
        }
    }

    /// <summary>A character takes at most four bytes in UTF-8.</summary>
    private const int MostBytes = 4 * JurisdictionLimits.ValueCharacters;
}
