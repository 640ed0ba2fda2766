namespace Ledger.Messaging;

/// <summary>
/// Wakes those who wait, and the next one who comes. Needs no disposing: a semaphore that is disposed while somebody waits leaves them
/// waiting for ever, and a box may be closed by one who does not know that it still runs.
/// </summary>
internal sealed class Knock
{
    private TaskCompletionSource next = Unheard();

    public void Sound() => Volatile.Read(ref next).TrySetResult();

    /// <summary>Ends when it has sounded, after a time, or, without a word, when cancelled.</summary>
    public async Task Wait(TimeSpan atMost, CancellationToken cancellation)
    {
        var awaited = Volatile.Read(ref next);
        await awaited.Task.WaitAsync(atMost, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (awaited.Task.IsCompleted)
            Interlocked.CompareExchange(ref next, Unheard(), awaited);
    }

    private static TaskCompletionSource Unheard() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
