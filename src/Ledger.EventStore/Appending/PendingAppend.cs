namespace Ledger.EventStore.Appending;

/// <summary>A request in the queue. Its caller may give up until the writer takes it; after that there is only the true answer.</summary>
internal sealed class PendingAppend(AppendRequest request)
{
    private readonly TaskCompletionSource<AppendOutcome> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int taken;

    public AppendRequest Request { get; } = request;

    public int Events { get; } = request.Streams.Sum(stream => stream.Events.Count);

    public Task<AppendOutcome> Answer => answer.Task;

    public bool TryTake() => Interlocked.Exchange(ref taken, 1) == 0;

    public void TryGiveUp(CancellationToken cancellation)
    {
        if (TryTake())
            answer.TrySetCanceled(cancellation);
    }

    public void Complete(AppendOutcome outcome) => answer.TrySetResult(outcome);

    public void Fail(Exception error) => answer.TrySetException(error);
}
