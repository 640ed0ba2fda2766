using Ledger.Application.Commands;

namespace Ledger.Host.Commands;

/// <summary>What a command came to. A repeat under the same key gets the same receipt.</summary>
/// <param name="Stream">What was written about.</param>
/// <param name="Version">Its version afterwards; the ETag to decide on next.</param>
/// <param name="FirstPosition">Position of the first fact; null when all had been said before and nothing was written.</param>
/// <param name="Versions">Of every stream written to.</param>
public sealed record CommandReceipt(
    string Stream, long Version, long? FirstPosition, long? LastPosition, int Facts, IReadOnlyDictionary<string, long> Versions)
{
    public static CommandReceipt Of(CommandAnswer.Done done) => done.Facts == 0
        ? new(done.Stream, done.Version, null, null, 0, done.Versions)
        : new(done.Stream, done.Version, done.FirstPosition, done.LastPosition, done.Facts, done.Versions);
}
