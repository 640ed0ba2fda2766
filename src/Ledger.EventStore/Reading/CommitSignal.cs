namespace Ledger.EventStore.Reading;

/// <summary>Tells the followers in this process that something was committed. A hint: whoever misses it finds out by looking.</summary>
internal sealed class CommitSignal
{
    private TaskCompletionSource next = Fresh();

    /// <summary>Ends with the next commit.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Committed() => Interlocked.Exchange(ref next, Fresh()).TrySetResult();

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
