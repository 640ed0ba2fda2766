namespace Ledger.Benchmarks.Measuring;

/// <summary>How much is measured. The quick sizes show that everything runs and roughly how fast; the full ones are to be quoted.</summary>
internal sealed record Sizes
{
    public static Sizes Quick { get; } = new()
    {
        Runs = 3,
        BulkEvents = 20_000,
        SingleAppends = 200,
        SharedAppends = 1_600,
        Batches = 50,
        People = 1_000,
        Searches = 300,
        Replays = 50,
        Proofs = 300,
        LagSeconds = 2,
        LoadPeople = 3_000,
        IdleSeconds = 1,
        HttpSeconds = 0.5,
        Starts = 3,
        StartEvents = 100_000,
        GrowthEvents = [20_000, 100_000],
    };

    public static Sizes Full { get; } = new()
    {
        Runs = 5,
        BulkEvents = 100_000,
        SingleAppends = 1_000,
        SharedAppends = 16_000,
        Batches = 300,
        People = 20_000,
        Searches = 2_000,
        Replays = 300,
        Proofs = 2_000,
        LagSeconds = 5,
        LoadPeople = 20_000,
        IdleSeconds = 5,
        HttpSeconds = 2,
        Starts = 7,
        StartEvents = 1_000_000,
        GrowthEvents = [1_000_000, 10_000_000],
    };

    /// <summary>Of each measurement; the median counts.</summary>
    public required int Runs { get; init; }

    /// <summary>Events of one raw COPY and of one bulk append; leaves of the log that is sealed and verified.</summary>
    public required int BulkEvents { get; init; }

    /// <summary>Appends of one event by one caller.</summary>
    public required int SingleAppends { get; init; }

    /// <summary>Appends of one event by 32 callers together.</summary>
    public required int SharedAppends { get; init; }

    /// <summary>Appends of 100 events, all callers together.</summary>
    public required int Batches { get; init; }

    /// <summary>Of the synthetic year that is imported and rebuilt.</summary>
    public required int People { get; init; }

    /// <summary>Questions to the directory.</summary>
    public required int Searches { get; init; }

    /// <summary>Replays of one institution, and drawings of its page.</summary>
    public required int Replays { get; init; }

    /// <summary>Proofs of single events, in one run.</summary>
    public required int Proofs { get; init; }

    /// <summary>How long appends are made while the log is sealed beside them, in one run.</summary>
    public required int LagSeconds { get; init; }

    /// <summary>Of the file that is imported while others read.</summary>
    public required int LoadPeople { get; init; }

    /// <summary>How long questions are asked with nothing going on beside them, in one run.</summary>
    public required int IdleSeconds { get; init; }

    /// <summary>How long one address is asked for by all callers together, in one run.</summary>
    public required double HttpSeconds { get; init; }

    /// <summary>Of the service's process.</summary>
    public required int Starts { get; init; }

    /// <summary>Recorded, folded and sealed in the ledger that the process starts on.</summary>
    public required int StartEvents { get; init; }

    /// <summary>Of the ledgers that are compared with one another, the smallest first; <c>--events</c> names others.</summary>
    public required IReadOnlyList<int> GrowthEvents { get; init; }
}
