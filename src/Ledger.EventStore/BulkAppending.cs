using Ledger.EventStore.Appending;

namespace Ledger.EventStore;

/// <summary>
/// A bulk append on its way. Another one can be begun behind it, which takes its locks while this one is being written, and is not
/// written unless this one was.
/// </summary>
public sealed class BulkAppending
{
    private readonly TaskCompletionSource<Place?> _placed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Lazy<HashSet<string>> _streams;

    internal BulkAppending(
        IReadOnlyList<StreamAppend> appends, BulkAppending? after, Func<BulkAppending, Task<AppendOutcome>> append)
    {
        BeforeEnded = after?.Written ?? Task.CompletedTask;
        _streams = new(() => [.. appends.Select(one => one.StreamId)]);
        Outcome = Task.Run(() => Run(append));
    }

    /// <summary>Fails as <see cref="IEventStore.BulkAppend"/> does.</summary>
    public Task<AppendOutcome> Outcome { get; }

    /// <summary>
    /// Once it holds its streams and its positions are known, so that what follows comes after it; null when it never will.
    /// </summary>
    internal Task<Place?> Placed => _placed.Task;

    /// <summary>
    /// True once it is committed; false when its first try was not. What was begun behind it is given up then, though a further try may
    /// still succeed: that one waits for the head, and the follower may have it.
    /// </summary>
    internal Task<bool> Written => _written.Task;

    /// <summary>Complete when the one that this one was begun behind has ended.</summary>
    internal Task BeforeEnded { get; }

    internal bool AppendsTo(string stream) => _streams.Value.Contains(stream);

    internal void IsPlaced(Place place) => _placed.TrySetResult(place);

    internal void IsWritten() => _written.TrySetResult(true);

    internal void IsNotWritten()
    {
        _placed.TrySetResult(null);
        _written.TrySetResult(false);
    }

    private async Task<AppendOutcome> Run(Func<BulkAppending, Task<AppendOutcome>> append)
    {
        try
        {
            return await append(this);
        }
        finally
        {
            IsNotWritten();
        }
    }
}
