using Npgsql;

namespace Ledger.EventStore.Copying;

/// <summary>What every sender of a raw COPY owes to its stream.</summary>
internal static class RawCopy
{
    /// <summary>For a stream that was not written to its end, before it is closed: closing tells the server that this was all.</summary>
    public static async Task GiveUp(NpgsqlRawCopyStream stream)
    {
        try
        {
            await stream.CancelAsync();
        }
        catch (Exception error) when (error is ObjectDisposedException or NpgsqlException)
        {
            // The session has ended, and the COPY with it: what ended them is thrown on.
        }
    }
}
