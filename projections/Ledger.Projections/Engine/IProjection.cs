using Npgsql;

namespace Ledger.Projections.Engine;

/// <summary>
/// A read model: tables, and what facts make of them. It is a pure function of the facts in their order: the same facts in batches cut
/// otherwise give the same rows, and so do the same streams one after the other: no row of one rests on the order of facts between two.
/// That is what a rebuild and its checksum rest on.
/// </summary>
public interface IProjection
{
    /// <summary>
    /// For people and the progress row: <c>credit-hours</c>. The schema that readers name is the same with underscores.
    /// </summary>
    string Name { get; }

    /// <summary>
    /// Raised when tables or fold change. A program with a higher version builds its rows beside the old ones and takes over.
    /// </summary>
    int Version { get; }

    /// <summary>The aliases it folds. All others are passed over, unknown ones too.</summary>
    IReadOnlySet<string> Facts { get; }

    /// <summary>Its tables, each with the columns that put its rows in order, for checksums.</summary>
    IReadOnlyList<ProjectionTable> Tables { get; }

    /// <summary>Statements that make its tables with their keys in a schema, before any row.</summary>
    string Schema(string schema);

    /// <summary>
    /// Statements that make the indexes which only readers need; a rebuild makes them after the rows. Empty when there are none.
    /// </summary>
    string Indexes(string schema);

    /// <summary>Folds facts into the target's tables with a fixed number of statements, however many facts there are.</summary>
    /// <param name="facts">In position order, of <see cref="Facts"/> only.</param>
    Task Apply(IReadOnlyList<StoredFact> facts, FoldTarget target, CancellationToken cancellation);

    /// <summary>How a rebuild fills its tables, which have no rows yet; for a model of many facts, a way of its own.</summary>
    IFilling Filling(FoldTarget target) => new AppliedFilling(this, target);
}

/// <param name="Order">Columns that name one row, separated by commas.</param>
public sealed record ProjectionTable(string Name, string Order);

/// <param name="Connection">Within the transaction that also moves the progress.</param>
/// <param name="Schema">Where the tables are: the live schema, or one that is being built.</param>
public sealed record FoldTarget(NpgsqlConnection Connection, string Schema);
