using Npgsql;

namespace Ledger.Projections.Engine;

/// <summary>The new generation of one read model, from its empty tables to the switch.</summary>
internal sealed class GenerationBuild(NpgsqlDataSource database, IProjection projection, IProgress<RebuildProgress>? progress)
    : IAsyncDisposable
{
    /// <summary>Two seconds in all: beyond that another process is rebuilding the model, and has dropped what was left.</summary>
    private const int LockTries = 20, LockPauseMilliseconds = 100;

    private readonly string schema = Generations.Next(projection);
    private readonly SchemaFold fold = new(database, projection, Generations.Next(projection), progress);
    private readonly KeysLater keys = new(Generations.Next(projection));
    private NpgsqlConnection? connection;
    private IFilling? filling;
    private PoisonFact? poison;
    private bool locked;
    private bool unfit;

    public IProjection Projection => projection;

    /// <summary>Why it could not be done; null while it can, and when it is done.</summary>
    public RebuildException? Failure { get; private set; }

    private NpgsqlConnection Connection => connection ?? throw new InvalidOperationException("The build has not begun.");

    /// <summary>Takes the lock and makes the tables; without the lock it has failed.</summary>
    public async Task Begin(CancellationToken cancellation)
    {
        connection = await database.OpenConnectionAsync(cancellation);
        locked = await RebuildLock.TryTake(connection, projection, cancellation);
        if (!locked)
        {
            Failure = new RebuildException($"'{projection.Name}' is being rebuilt by another process.");
            return;
        }

        await Make(cancellation);
        filling = projection.Filling(new FoldTarget(connection, schema));
        await keys.TakeOff(connection, filling.Copied, cancellation);
    }

    /// <summary>It cannot be built past this fact. The first one in the log is the one to be told.</summary>
    public void Poisoned(PoisonFact fact) => poison = poison is null || fact.Position < poison.Position ? fact : poison;

    public async Task Add(WholeStreams streams, CancellationToken cancellation)
    {
        if (poison is null && !unfit && filling is not null)
            await Filled(() => filling.Add(streams, cancellation), cancellation);
    }

    /// <summary>Brings the rows from where they were filled to where the live ones stand, and switches.</summary>
    /// <param name="head">The position they were filled to.</param>
    public async Task End(long head, CancellationToken cancellation)
    {
        try
        {
            if (poison is null && !unfit && filling is not null)
                await Filled(() => Finish(filling, cancellation), cancellation);
            if (unfit)
                await Anew(head, cancellation);
            if (poison is not null)
                throw RebuildException.Of(projection, poison);
            await fold.StandsAt(Connection, head, cancellation);
            await Generations.Index(Connection, projection, schema, cancellation);
            foreach (var table in projection.Tables)
                await Generations.Execute(Connection, $"analyze {schema}.{table.Name}", cancellation);
            await new GenerationSwitch(database, projection, fold).Run(Connection, cancellation);
        }
        catch (RebuildException failure)
        {
            Failure = failure;
        }
    }

    /// <summary>Best effort: what is left over here, the next rebuild drops.</summary>
    public async ValueTask DisposeAsync()
    {
        var gone = locked && !await CleanedUp(Connection);
        if (connection is not null)
            await connection.DisposeAsync();
        if (gone)
            await CleanUpAnew();
    }

    private async Task<bool> CleanedUp(NpgsqlConnection held)
    {
        try
        {
            await Generations.Drop(held, schema, CancellationToken.None);
            await RebuildLock.Release(held, projection);
            return true;
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>
    /// The connection is gone, as it may be after a COPY that was cancelled, and the lock goes with it when the server sees it.
    /// </summary>
    private async Task CleanUpAnew()
    {
        try
        {
            await using var another = await database.OpenConnectionAsync(CancellationToken.None);
            for (var tries = 0; tries < LockTries; tries++)
            {
                if (await RebuildLock.TryTake(another, projection, CancellationToken.None))
                {
                    await CleanedUp(another);
                    return;
                }

                await Task.Delay(LockPauseMilliseconds);
            }
        }
        catch (NpgsqlException)
        {
            // The server is gone too.
        }
    }

    private async Task Make(CancellationToken cancellation)
    {
        await Generations.Drop(Connection, schema, cancellation);
        await using var transaction = await Connection.BeginTransactionAsync(cancellation);
        await Generations.Create(Connection, projection, schema, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Keys are for rows that stay, and rows that they do not fit are found here.</summary>
    private async Task Finish(IFilling full, CancellationToken cancellation)
    {
        await full.End(cancellation);
        await keys.PutOn(Connection, cancellation);
    }

    private async Task Filled(Func<Task> step, CancellationToken cancellation)
    {
        try
        {
            await using var transaction = await Connection.BeginTransactionAsync(cancellation);
            // What a crash would lose is lost anyway: a rebuild begins anew.
            await Generations.Execute(Connection, "set local synchronous_commit = off", cancellation);
            await step();
            await transaction.CommitAsync(cancellation);
        }
        catch (Exception error) when (Fold.BlamesData(error))
        {
            unfit = true;
        }
    }

    /// <summary>Some fact does not fit, and which one shows only when they are folded in their order.</summary>
    private async Task Anew(long head, CancellationToken cancellation)
    {
        await Make(cancellation);
        poison = await fold.To(Connection, head, cancellation);
    }
}
