using Ledger.EventStore.Servers;
using Npgsql;

namespace Ledger.Projections.Engine;

/// <summary>
/// Keeps read models up to date. Any number of processes may run the same ones at once: each fact is folded once. Call
/// <see cref="Prepare"/> first, after the store's own migrations.
/// </summary>
/// <param name="following">For <see cref="Run"/>, which nobody waits for, where it has sessions of its own.</param>
public sealed class ProjectionRunner(
    NpgsqlDataSource database, IReadOnlyList<IProjection> projections, TimeProvider time, NpgsqlDataSource? following = null)
{
    private readonly NpgsqlDataSource following = following ?? database;

    /// <summary>
    /// Events folded in one transaction at most. What a batch changes of figures that all share is changed once for all its events, so
    /// that who is behind gets along faster the more there is; thirty thousand take some tens of megabytes.
    /// </summary>
    private const int BatchEvents = 30_000;

    /// <summary>Between two looks for new events, when there were none.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause after failures of the database; it doubles up to this.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>How long a read model that has stopped is left alone before it is tried again.</summary>
    private static readonly TimeSpan RetryStopped = TimeSpan.FromSeconds(30);

    public IReadOnlyList<IProjection> Projections { get; } = projections;

    /// <summary>Makes schemas that are missing. Harmless at every start.</summary>
    public Task Prepare(CancellationToken cancellation) => Generations.Prepare(database, Projections, cancellation);

    /// <summary>
    /// Folds to the head as of the call, and rebuilds what an older program left. Returns when every read model is there or has
    /// stopped; which one, the statuses say.
    /// </summary>
    public async Task<IReadOnlyList<ProjectionStatus>> CatchUp(CancellationToken cancellation)
    {
        await Advance(database, [], cancellation);
        return await Status(cancellation);
    }

    /// <summary>
    /// Follows the ledger until cancelled, and then returns, in whatever it was at. Failures of the database are waited out;
    /// <paramref name="failed"/> hears of them.
    /// </summary>
    public Task Run(Action<Exception>? failed, CancellationToken cancellation) => FollowingThreads.Run(() => Follow(failed, cancellation));

    private async Task Follow(Action<Exception>? failed, CancellationToken cancellation)
    {
        var pause = Poll;
        long? seen = null;
        var stopped = new HashSet<IProjection>();
        var stoppedAt = time.GetTimestamp();
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                if (stopped.Count > 0 && time.GetElapsedTime(stoppedAt) > RetryStopped)
                {
                    stopped.Clear();
                    seen = null;
                }

                var head = await FactReader.Head(following, cancellation);
                if (head != seen && await Advance(following, stopped, cancellation) is { Count: > 0 } now)
                {
                    stopped.UnionWith(now);
                    stoppedAt = time.GetTimestamp();
                }

                seen = head;
                pause = Poll;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException or IOException)
            {
                failed?.Invoke(error);
                seen = null;
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }

            await Task.Delay(pause, time, cancellation).ConfigureAwait(SameThreads.WithoutThrowing);
        }
    }

    public async Task<IReadOnlyList<ProjectionStatus>> Status(CancellationToken cancellation)
    {
        var statuses = new List<ProjectionStatus>(Projections.Count);
        foreach (var projection in Projections)
            statuses.Add(await Statuses.Of(database, projection, cancellation));
        return statuses;
    }

    /// <summary>Builds the rows anew beside the live ones and switches to them; reads go on all the while.</summary>
    /// <exception cref="KeyNotFoundException">There is no read model of that name.</exception>
    /// <exception cref="RebuildException">Another process is rebuilding it, or an event's body does not fit its fact.</exception>
    public async Task Rebuild(string name, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        var outcomes = await new Rebuild(database, [Named(name)], progress).Run(cancellation);
        if (outcomes[0].Failure is { } failure)
            throw failure;
    }

    /// <summary>
    /// Rebuilds every read model as <see cref="Rebuild"/> does one, and reads the log once for all of them. One that cannot be rebuilt
    /// does not hold the others.
    /// </summary>
    /// <returns>What became of each.</returns>
    public Task<IReadOnlyList<RebuildOutcome>> RebuildAll(IProgress<RebuildProgress>? progress, CancellationToken cancellation) =>
        new Rebuild(database, Projections, progress).Run(cancellation);

    /// <summary>The position that the live rows of a read model stand at.</summary>
    /// <exception cref="KeyNotFoundException">There is no read model of that name.</exception>
    public async Task<long> PositionOf(string name, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (await Generations.Read(connection, Generations.Live(Named(name)), cancellation)).Position;
    }

    /// <summary>A digest over the live rows. Two generations of one version have the same one at the same position.</summary>
    /// <exception cref="KeyNotFoundException">There is no read model of that name.</exception>
    public Task<ProjectionChecksum> Checksum(string name, CancellationToken cancellation) =>
        RowChecksum.Of(database, Named(name), cancellation);

    /// <summary>Folds the log anew to where the live rows stand and says which of them differ. The live rows stay as they are.</summary>
    /// <exception cref="KeyNotFoundException">There is no read model of that name.</exception>
    /// <exception cref="RefoldException">Another version is live, or an event's body does not fit its fact.</exception>
    public Task<ProjectionComparison> Compare(string name, IProgress<RebuildProgress>? progress, CancellationToken cancellation) =>
        RowComparison.Of(database, Named(name), progress, cancellation);

    /// <summary>Folds the log anew to a position and digests the rows in the form that <see cref="CanonicalRows"/> describes.</summary>
    /// <exception cref="KeyNotFoundException">There is no read model of that name.</exception>
    /// <exception cref="RefoldException">The position lies beyond the head, or an event's body does not fit its fact.</exception>
    public Task<ProjectionDigest> DigestAt(
        string name, long position, IProgress<RebuildProgress>? progress, CancellationToken cancellation) =>
        At(name, position, rows => rows.Digest(null, cancellation), progress, cancellation);

    /// <summary>Folds the log anew to a position, for whatever is asked of the rows there.</summary>
    /// <exception cref="KeyNotFoundException">There is no read model of that name.</exception>
    /// <exception cref="RefoldException">The position lies beyond the head, or an event's body does not fit its fact.</exception>
    public Task<T> At<T>(
        string name, long position, Func<RefoldedRows, Task<T>> ask, IProgress<RebuildProgress>? progress,
        CancellationToken cancellation) =>
        new Refold(database, Named(name), progress).Run(position, refolded => ask(new RefoldedRows(refolded)), cancellation);

    /// <summary>The live rows as they stand at one position, for whatever is asked of them there.</summary>
    /// <exception cref="KeyNotFoundException">There is no read model of that name.</exception>
    public async Task<T> Now<T>(string name, Func<ReadModelRows, Task<T>> ask, CancellationToken cancellation)
    {
        var projection = Named(name);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var (_, position) = await Generations.Read(connection, Generations.Live(projection), cancellation);
        return await ask(new ReadModelRows(projection, connection, Generations.Live(projection), position));
    }

    private IProjection Named(string name) =>
        Projections.FirstOrDefault(projection => projection.Name == name)
        ?? throw new KeyNotFoundException(
            $"There is no read model '{name}'. There are: {string.Join(", ", Projections.Select(one => one.Name))}.");

    /// <returns>Those that have stopped at a fact that does not fit.</returns>
    private async Task<HashSet<IProjection>> Advance(
        NpgsqlDataSource sessions, HashSet<IProjection> except, CancellationToken cancellation)
    {
        var stopped = new HashSet<IProjection>();
        var head = await FactReader.Head(sessions, cancellation);
        var running = await Current(sessions, cancellation);
        running.RemoveAll(except.Contains);
        await using var feed = new FactFeed(sessions, running.SelectMany(projection => projection.Facts), BatchEvents);
        while (await Behind(sessions, running, head, cancellation) is { Count: > 0 } behind)
        {
            var after = behind.Min(one => one.Position);
            var batch = await feed.Next(after, head, cancellation);
            var steps = behind.Where(one => one.Position < batch.To).Select(one => Step(sessions, one.Projection, batch, cancellation));
            stopped.UnionWith((await Task.WhenAll(steps)).OfType<IProjection>());
            running.RemoveAll(stopped.Contains);
        }

        return stopped;
    }

    /// <summary>Those this program can fold; what an older program left is rebuilt first.</summary>
    private async Task<List<IProjection>> Current(NpgsqlDataSource sessions, CancellationToken cancellation)
    {
        var (current, outdated) = (new List<IProjection>(), new List<IProjection>());
        foreach (var projection in Projections)
        {
            await using var connection = await sessions.OpenConnectionAsync(cancellation);
            var (version, _) = await Generations.Read(connection, Generations.Live(projection), cancellation);
            if (version < projection.Version)
                outdated.Add(projection);
            if (version <= projection.Version)
                current.Add(projection);
        }

        // One that fails is being rebuilt by another process, or stops at a poison that the status of the live version shows: its old
        // rows stay.
        if (outdated.Count > 0)
            await new Rebuild(sessions, outdated, null).Run(cancellation);
        return current;
    }

    private async Task<List<(IProjection Projection, long Position)>> Behind(
        NpgsqlDataSource sessions, List<IProjection> running, long head, CancellationToken cancellation)
    {
        var behind = new List<(IProjection Projection, long Position)>();
        foreach (var projection in running)
        {
            await using var command = sessions.CreateCommand("select last_seq_id from mt_event_progression where name = $1");
            command.With(NpgsqlTypes.NpgsqlDbType.Varchar, Generations.ProgressName(projection));
            // No row: another version is live.
            if (await command.ExecuteScalarAsync(cancellation) is long position && position < head)
                behind.Add((projection, position));
        }

        return behind;
    }

    /// <returns>The projection when it has stopped.</returns>
    private async Task<IProjection?> Step(
        NpgsqlDataSource sessions, IProjection projection, FactBatch batch, CancellationToken cancellation)
    {
        if (await LiveFold.Apply(sessions, projection, batch, cancellation) is not { } poison)
            return null;
        await Progress.Stop(sessions, projection, poison, cancellation);
        return projection;
    }
}
