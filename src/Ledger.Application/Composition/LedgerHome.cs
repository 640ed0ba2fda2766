namespace Ledger.Application.Composition;

/// <summary>The folder of one ledger on this machine: its private server, keys, logs. Two homes are two ledgers.</summary>
public sealed class LedgerHome
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public LedgerHome(string path) => Root = Path.GetFullPath(path);

    public string Root { get; }

    /// <summary>Secrets: readable by the owner alone.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>
    /// The keys that sign a log, and what was signed last with them: a folder for each log, since a home may name another database one day.
    /// Made where it is missing.
    /// </summary>
    /// <param name="origin">The log's name in its checkpoints.</param>
    public string KeysOfLog(string origin)
    {
        var name = string.Concat(origin.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '_'));
        var folder = Path.Combine(Keys, "log-" + name);
        if (!Directory.Exists(folder))
            Directory.CreateDirectory(folder, OwnerOnly);
        return folder;
    }

    public string Logs => Path.Combine(Root, "logs");

    /// <summary>Makes the folders where they are missing. The keys' folder is closed to everybody else.</summary>
    /// <exception cref="SettingException">The folder cannot be made, or cannot be written to.</exception>
    public LedgerHome Prepare()
    {
        try
        {
            Directory.CreateDirectory(Root);
            Directory.CreateDirectory(Logs);
            if (!Directory.Exists(Keys))
                Directory.CreateDirectory(Keys, OwnerOnly);
            return this;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(LedgerSettings.HomeVariable, $"cannot be '{Root}': {error.Message}");
        }
    }
}
