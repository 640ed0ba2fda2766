using Ledger.Application.Engines;
using Ledger.EventStore.Roles;
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
        ServiceConnections connections, ILedgerEngine engine, LogIdentity identity, LogKeys keys, string folder, LogSettings settings,
        TimeProvider time)
    {
        Keys = keys;
        EntriesForAll = settings.EntriesForAll;
        Sealer = new LogSealer(connections.Following, engine.Following, identity, keys, folder, settings.Sealing, time);
        Log = new SealedLog(connections.Source, engine.Store, identity);
    }

    public LogKeys Keys { get; }

    public bool EntriesForAll { get; }

    public LogSealer Sealer { get; }

    public SealedLog Log { get; }

    /// <param name="connections">To a database that is migrated. They stay the caller's to dispose.</param>
    /// <exception cref="SettingException">The log has another origin than the one that is asked for.</exception>
    /// <exception cref="SealingException">The keys are not keys of this log, or can be read by others.</exception>
    public static async Task<LogParts> Open(
        ServiceConnections connections, ILedgerEngine engine, LogSettings settings, LedgerHome home, TimeProvider time,
        CancellationToken cancellation)
    {
        var database = connections.Source;
        var id = await LedgerId(database, cancellation);
        var given = new LogIdentity(settings.Origin ?? DefaultOrigin + id.ToString("N")[..OriginDigits], $"urn:uuid:{id:D}");
        var identity = await LogIdentity.Establish(database, given, cancellation);
        if (settings.Origin is { } asked && asked != identity.Origin)
            throw new SettingException(
                LogSettings.OriginVariable, $"asks for another name than this log has had since its first start: {identity.Origin}.");
        var folder = home.KeysOfLog(identity.Origin);
        return new LogParts(connections, engine, identity, LogKeys.Open(settings.Key, folder, identity.Origin), folder, settings, time);
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
