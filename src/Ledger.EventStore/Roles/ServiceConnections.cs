using Npgsql;

namespace Ledger.EventStore.Roles;

/// <summary>What the service reaches its database by.</summary>
/// <param name="Following">
/// The same, for what follows the log: sessions that stand back for those of whoever asks, where the server lets them.
/// </param>
/// <param name="Unenforced">Why the database would let them change what was recorded; null when it would not.</param>
public sealed record ServiceConnections(NpgsqlDataSource Source, NpgsqlDataSource Following, string? Unenforced) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Following.DisposeAsync();
        await Source.DisposeAsync();
    }
}
