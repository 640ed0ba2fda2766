using Ledger.Transparency.Notes;

namespace Ledger.Sealing.Keys;

/// <summary>
/// The keys that sign now: those of LEDGER_LOG_KEY, or those of the file in the home, read again when it changes, so that a rotation needs
/// no restart. The database never holds them: who can write there cannot sign.
/// </summary>
public sealed class LogKeys : IDisposable
{
    public const string Variable = "LEDGER_LOG_KEY";

    private readonly Lock reading = new();
    private IReadOnlyList<SigningKey> keys;
    private DateTime read;

    private LogKeys(string origin, LogKeyFile? file, IReadOnlyList<SigningKey> keys) =>
        (Origin, File, this.keys) = (origin, file, keys);

    public string Origin { get; }

    /// <summary>Where they stand; null when they are those of <see cref="Variable"/>.</summary>
    public LogKeyFile? File { get; }

    /// <param name="given">The value of <see cref="Variable"/>; null or empty to use the file, which is made where it is missing.</param>
    /// <exception cref="SealingException">The keys are not keys of this log, or can be read by others.</exception>
    public static LogKeys Open(string? given, string keysFolder, string origin)
    {
        if (!string.IsNullOrEmpty(given))
            return new LogKeys(origin, null, LogKeyFile.Parse(given, origin, Variable));
        var file = new LogKeyFile(keysFolder);
        file.Prepare(origin);
        var changed = file.Changed;
        return new LogKeys(origin, file, file.Read(origin)) { read = changed };
    }

    /// <summary>The public halves.</summary>
    public IReadOnlyList<VerifierKey> Verifiers => [.. Current().Select(key => key.Verifier)];

    /// <summary>Those that sign a checkpoint now, the oldest first.</summary>
    /// <exception cref="SealingException">The file has become unfit.</exception>
    public IReadOnlyList<SigningKey> Current()
    {
        lock (reading)
        {
            if (File is not null && File.Changed is var changed && changed != read)
                (keys, read) = (File.Read(Origin), changed);
            return keys;
        }
    }

    public void Dispose()
    {
        foreach (var key in keys)
            key.Dispose();
    }
}
