namespace Ledger.EventStore.Roles;

/// <summary>What the service may do to a table, beyond which it may do nothing.</summary>
/// <param name="Relation">A table or sequence by its name, or * for those of the schema that are not named.</param>
/// <param name="Privileges">As PostgreSQL says them, sorted and parted by commas.</param>
/// <param name="Columns">Those that it may update, sorted and parted by commas, where it may not update all of them.</param>
internal sealed record Right(string Schema, string Relation, string Privileges, string Columns = "");

/// <summary>The rights of <see cref="ServiceRole"/>, as data. A table that does not stand yet gets its own when it does.</summary>
internal static class ServiceRights
{
    /// <summary>The rule: what was written is read and added to.</summary>
    private const string Added = "INSERT,SELECT";

    private const string Read = "SELECT";
    private const string Changed = "DELETE,INSERT,SELECT,UPDATE";

    /// <summary>For sequences, whatever is said of tables: the next number, and never setval.</summary>
    public const string Sequence = "SELECT,USAGE";

    /// <summary>
    /// Marten's tables first. A stream's row says how far it has come, which its own trigger lets only rise; the head moves by triggers
    /// alone. A table of ours that nobody thought of here can be added to and not changed.
    /// </summary>
    public static IReadOnlyList<Right> All { get; } =
    [
        new("public", "mt_events", Added),
        new("public", "mt_streams", Added, "timestamp,version"),
        new("public", "mt_events_sequence", Sequence),
        new("public", "mt_event_progression", Changed),
        // Marten's own, for a daemon of its that runs beside.
        new("public", "mt_high_water_skips", Changed),
        new("public", "mt_doc_deadletterevent", Changed),
        new("ledger", "head", Read),
        new("ledger", "turn", Read),
        new("ledger", "migration", Read),
        new("ledger", "source", Read),
        new("ledger", "message", Changed),
        new("ledger", "dead_letter", Changed),
        new("ledger", "subscription", Changed),
        new("ledger", "projection_stop", Changed),
        // Answers given, and leaves, tiles and checkpoints of the tree.
        new("ledger", "*", Added),
        // To erase a person is to null what identifies them: the row stays. Who looked at it is never changed.
        new("people", "person", "INSERT,SELECT,UPDATE"),
        new("people", "*", Added),
        new("codes", "*", "INSERT,SELECT,UPDATE"),
        new("wolverine", "*", Changed),
    ];

    /// <summary><see cref="All"/> column by column, as statements take them.</summary>
    public static IReadOnlyList<string[]> Columns() =>
    [
        [.. All.Select(one => one.Schema)], [.. All.Select(one => one.Relation)], [.. All.Select(one => one.Privileges)],
        [.. All.Select(one => one.Columns)],
    ];

    /// <summary>Run as their owner, because the service may not do itself what they do.</summary>
    public static IReadOnlyList<string> Functions { get; } = ["ledger.reserve()", "ledger.hold_head()", "ledger.take_turn()"];
}
