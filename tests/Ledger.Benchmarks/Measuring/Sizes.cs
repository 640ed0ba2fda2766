namespace Ledger.Benchmarks.Measuring;

/// <summary>How much is measured. The quick sizes show that everything runs and roughly how fast; the full ones are to be quoted.</summary>
/// <param name="Runs">Of each measurement; the median counts.</param>
/// <param name="BulkEvents">Events of one raw COPY and of one bulk append; leaves of the log that is sealed and verified.</param>
/// <param name="SingleAppends">Appends of one event by one caller.</param>
/// <param name="SharedAppends">Appends of one event by 32 callers together.</param>
/// <param name="Batches">Appends of 100 events by one caller.</param>
/// <param name="People">Of the synthetic year that is imported and rebuilt.</param>
/// <param name="Searches">Questions to the directory.</param>
/// <param name="Replays">Replays of one institution, and drawings of its page.</param>
/// <param name="Proofs">Proofs of single events, in one run.</param>
/// <param name="LagSeconds">How long appends are made while the log is sealed beside them, in one run.</param>
internal sealed record Sizes(
    int Runs, int BulkEvents, int SingleAppends, int SharedAppends, int Batches, int People, int Searches, int Replays, int Proofs,
    int LagSeconds)
{
    public static Sizes Quick { get; } = new(3, 20_000, 200, 1_600, 50, 1_000, 300, 50, 300, 2);

    public static Sizes Full { get; } = new(5, 100_000, 1_000, 16_000, 300, 20_000, 2_000, 300, 2_000, 5);
}
