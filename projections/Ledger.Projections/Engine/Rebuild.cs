using Npgsql;

namespace Ledger.Projections.Engine;

/// <param name="Position">Events behind it: each counts half when it has been read, and whole when it has been folded.</param>
/// <param name="Head">The position that is being folded to.</param>
public sealed record RebuildProgress(string Name, long Position, long Head);

/// <param name="Failure">Why its live rows are as they were; null when the new rows have taken over.</param>
public sealed record RebuildOutcome(string Name, RebuildException? Failure);

/// <summary>
/// Builds new generations of some read models from the first event, each in a schema of its own, and puts each in its live one's place.
/// The log is read and decoded once for all of them. Beyond that they are independent: one that stops at a fact leaves the others to go
/// on, and each switches when its own rows are there. Readers see the old rows until the switch and the new ones after it; no read
/// fails. A rebuild that is cancelled or killed leaves every generation that has not been switched as it was; the next begins anew.
/// </summary>
/// <param name="eventsInPart">About so many are folded at once: what a rebuild needs of memory.</param>
internal sealed class Rebuild(
    NpgsqlDataSource database, IReadOnlyList<IProjection> projections, IProgress<RebuildProgress>? progress,
    int eventsInPart = LogSpill.EventsInPart)
{
    /// <summary>
    /// Parts that models are at while the next is decoded: a model that is through with one need not wait for the others.
    /// </summary>
    private const int PartsGiven = 2;

    private readonly List<GenerationBuild> builds =
        [.. projections.Select(projection => new GenerationBuild(database, projection, progress))];

    /// <returns>One for each read model, in their order.</returns>
    public async Task<IReadOnlyList<RebuildOutcome>> Run(CancellationToken cancellation)
    {
        try
        {
            foreach (var build in builds)
                await build.Begin(cancellation);
            if (builds.Where(build => build.Failure is null).ToList() is { Count: > 0 } begun)
            {
                var head = await FactReader.Head(database, cancellation);
                await Fill(begun, head, cancellation);
                await Task.WhenAll(begun.Select(build => build.End(head, cancellation)));
            }

            return [.. builds.Select(build => new RebuildOutcome(build.Projection.Name, build.Failure))];
        }
        catch (Exception error) when (error is not OperationCanceledException && cancellation.IsCancellationRequested)
        {
            // A COPY that is cancelled in its middle may end as a failure of its connection.
            throw new OperationCanceledException("The rebuild was cancelled.", error, cancellation);
        }
        finally
        {
            foreach (var build in builds)
                await build.DisposeAsync();
        }
    }

    private async Task Fill(List<GenerationBuild> begun, long head, CancellationToken cancellation)
    {
        Tell(0);
        string[] aliases = [.. begun.SelectMany(build => build.Projection.Facts).Distinct(StringComparer.Ordinal)];
        using var spill = await LogSpill.Read(database, aliases, head, eventsInPart, read => Tell(read / 2), cancellation);
        var given = new Queue<Task>();
        var adding = begun.ToDictionary(build => build, _ => Task.CompletedTask);
        try
        {
            for (var part = 0; part < spill.Parts; part++)
            {
                if (given.Count == PartsGiven)
                    await given.Dequeue();
                var number = part;
                var decoded = await SameThreads.Run(
                    () => DecodedPart.Of(spill, number, begun.Select(build => build.Projection)), cancellation);
                foreach (var build in begun)
                    adding[build] = Add(adding[build], decoded, build, cancellation);
                given.Enqueue(Told(Task.WhenAll(adding.Values), (head / 2) + (long)((Int128)head * (part + 1) / spill.Parts / 2)));
            }

            while (given.TryDequeue(out var last))
                await last;
        }
        finally
        {
            // Nobody may still be at work on a connection that is given back.
            await Task.WhenAll([.. adding.Values, .. given]).ConfigureAwait(SameThreads.WithoutThrowing);
        }

        async Task Told(Task added, long position)
        {
            await added;
            Tell(position);
        }

        void Tell(long position) => begun.ForEach(build => progress?.Report(new RebuildProgress(build.Projection.Name, position, head)));
    }

    /// <summary>Part after part, and never on the thread that decodes the next.</summary>
    private static async Task Add(Task before, DecodedPart part, GenerationBuild build, CancellationToken cancellation)
    {
        await before;
        await SameThreads.Run(() => part.Into(build, cancellation), cancellation);
    }
}

/// <summary>A rebuild could not be done; the live generation is as it was. The message names position and stream, never a body.</summary>
public sealed class RebuildException(string message) : Exception(message)
{
    internal static RebuildException Of(IProjection projection, PoisonFact poison) => new(
        $"'{projection.Name}' cannot be rebuilt past position {poison.Position} on stream {poison.StreamId}: "
        + $"{poison.Type}: {poison.Reason}.");
}
