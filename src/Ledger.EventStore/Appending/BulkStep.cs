namespace Ledger.EventStore.Appending;

/// <summary>A bulk append's place between the one it was begun behind and the one that may be begun behind it.</summary>
/// <param name="fault">What is against its events, being looked for.</param>
internal sealed class BulkStep(BulkAppending me, BulkAppending? after, Task<string?> fault)
{
    private Place? ahead;

    /// <summary>To be asked before anybody is kept waiting for the head.</summary>
    public Task<string?> Fault => fault;

    /// <summary>False when the one before is not going to be written.</summary>
    public async Task<bool> MayBegin(CancellationToken cancellation)
    {
        if (after is null)
            return true;
        // What comes before that one is to be seen in the database: only what that one appends to is asked of it.
        await after.BeforeEnded.WaitAsync(cancellation);
        ahead = await after.Placed.WaitAsync(cancellation);
        return ahead is not null;
    }

    /// <summary>Where the one before stands while it is on its way.</summary>
    public Place? Ahead => after is { Written.IsCompleted: false } ? ahead : null;

    /// <summary>It has its streams and knows its positions: what follows can be numbered behind it.</summary>
    public void Placed(Place place) => me.IsPlaced(place);

    /// <summary>False too when that takes longer than <see cref="StoreLimits.WaitBehind"/>: streams are held meanwhile.</summary>
    public async Task<bool> IsBeforeWritten(CancellationToken cancellation)
    {
        try
        {
            return after is null || await after.Written.WaitAsync(StoreLimits.WaitBehind, TimeProvider.System, cancellation);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>What the one before, still on its way, appends to as well stands apart.</summary>
    public (IReadOnlyList<StreamAppend> Apart, IReadOnlyList<StreamAppend> Shared) Split(IReadOnlyList<StreamAppend> appends)
    {
        if (after is null || after.Written.IsCompleted)
            return (appends, []);
        var split = appends.ToLookup(append => after.AppendsTo(append.StreamId));
        return ([.. split[false]], [.. split[true]]);
    }

    public void Written() => me.IsWritten();

    /// <summary>A try that ends without a commit lets go of what waits behind it, before another try waits for the head.</summary>
    public async Task<AppendOutcome> Try(Func<Task<AppendOutcome>> write)
    {
        try
        {
            return await write();
        }
        finally
        {
            me.IsNotWritten();
        }
    }
}
