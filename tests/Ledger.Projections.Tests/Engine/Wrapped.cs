using Ledger.Projections.Engine;

namespace Ledger.Projections.Tests.Engine;

/// <summary>A read model of ours with something that happens after each of its folds, or with another version.</summary>
internal class Wrapped(IProjection inner, int version, Func<FoldTarget, Task> after) : IProjection
{
    public string Name => inner.Name;

    public int Version => version;

    public IReadOnlySet<string> Facts => inner.Facts;

    public IReadOnlyList<ProjectionTable> Tables => inner.Tables;

    public string Schema(string schema) => inner.Schema(schema);

    public string Indexes(string schema) => inner.Indexes(schema);

    public async Task Apply(IReadOnlyList<StoredFact> facts, FoldTarget target, CancellationToken cancellation)
    {
        await inner.Apply(facts, target, cancellation);
        await after(target);
    }
}

/// <summary>The same, filled in another way.</summary>
internal sealed class FilledOtherwise(IProjection inner, Func<FoldTarget, IFilling> filling)
    : Wrapped(inner, inner.Version, _ => Task.CompletedTask), IProjection
{
    public IFilling Filling(FoldTarget target) => filling(target);
}

internal static class Wrapping
{
    public static IProjection FilledBy(this IProjection projection, Func<FoldTarget, IFilling> filling) =>
        new FilledOtherwise(projection, filling);

    public static IProjection After(this IProjection projection, Func<FoldTarget, Task> after) =>
        new Wrapped(projection, projection.Version, after);

    public static IProjection AtVersion(this IProjection projection, int version) =>
        new Wrapped(projection, version, _ => Task.CompletedTask);
}
