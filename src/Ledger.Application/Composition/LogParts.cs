using Ledger.EventStore;
using Ledger.Sealing;
using Ledger.Sealing.Keys;
using Ledger.Sealing.Reading;
using Ledger.Sealing.Sealers;
using Npgsql;

namespace Ledger.Application.Composition;

/// <summary>The log over a ledger, wired once.</summary>
public sealed class LogParts : IDisposable
{
    /// <summary>Between the reserved name and what tells one ledger's log from another's.</summary>
    private const string DefaultOrigin = "ledger.invalid/";

    private const int OriginDigits = 12;

    private LogParts(
        NpgsqlDataSource database, IEventStore store, LogIdentity identity, LogKeys keys, string folder, LogSettings settings,
        TimeProvider time)
    {
        Keys = keys;
        EntriesForAll = settings.EntriesForAll;
        Sealer = new LogSealer(database, store, identity, keys, folder, settings.Sealing, time);
        Log = new SealedLog(database, store, identity);
    }

    public LogKeys Keys { get; }

    public bool EntriesForAll { get; }

    public LogSealer Sealer { get; }

    public SealedLog Log { get; }

    /// <param name="database">Migrated. Stays the caller's to dispose.</param>
    /// <exception cref="SettingException">The log has another origin than the one that is asked for.</exception>
    /// <exception cref="SealingException">The keys are not keys of this log, or can be read by others.</exception>
    public static async Task<LogParts> Open(
        NpgsqlDataSource database, IEventStore store, LogSettings settings, LedgerHome home, TimeProvider time,
        CancellationToken cancellation)
    {
        var id = await LedgerId(database, cancellation);
        var given = new LogIdentity(settings.Origin ?? DefaultOrigin + id.ToString("N")[..OriginDigits], $"urn:uuid:{id:D}");
        var identity = await LogIdentity.Establish(database, given, cancellation);
        if (settings.Origin is { } asked && asked != identity.Origin)
            throw new SettingException(
                LogSettings.OriginVariable, $"asks for another name than this log has had since its first start: {identity.Origin}.");
        var folder = home.KeysOfLog(identity.Origin);
        return new LogParts(database, store, identity, LogKeys.Open(settings.Key, folder, identity.Origin), folder, settings, time);
    }

    public void Dispose()
    {
        Sealer.Dispose();
        Keys.Dispose();
    }

    /// <summary>By which receivers and auditors know this ledger; it moves with the database.</summary>
    private static async Task<Guid> LedgerId(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select id from ledger.source");
        return (Guid)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
