namespace Ledger.Projections.Engine;

/// <summary>
/// How a rebuild fills tables that have no rows yet: from whole streams, some at a time and in no order. The rows are those that
/// <see cref="IProjection.Apply"/> gives for the same facts in the order of their positions.
/// </summary>
public interface IFilling
{
    /// <summary>Tables that it only copies rows into. They have no keys meanwhile; these are made over all rows at once.</summary>
    IReadOnlyCollection<string> Copied { get; }

    /// <param name="streams">None of which it had before.</param>
    Task Add(WholeStreams streams, CancellationToken cancellation);

    /// <summary>There are no more streams: what is held in memory is written.</summary>
    Task End(CancellationToken cancellation);
}

/// <summary>By the model's own <see cref="IProjection.Apply"/>, for one that has few facts.</summary>
internal sealed class AppliedFilling(IProjection projection, FoldTarget target) : IFilling
{
    public IReadOnlyCollection<string> Copied => [];

    public Task Add(WholeStreams streams, CancellationToken cancellation) =>
        streams.Facts.Count == 0 ? Task.CompletedTask : projection.Apply(streams.Facts, target, cancellation);

    public Task End(CancellationToken cancellation) => Task.CompletedTask;
}
