namespace Ledger.Projections.Engine;

/// <summary>
/// Begins work beside the caller's, by the threads that the caller works on: those that stand back in a service, the runtime's pool in a
/// program that does nothing else. (<see cref="Task.Run(Action)"/> is always by the pool.)
/// </summary>
internal static class SameThreads
{
    /// <summary>For waits that end without a failure: without a word more they would go on by the pool.</summary>
    public const ConfigureAwaitOptions WithoutThrowing =
        ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;

    public static Task<T> Run<T>(Func<T> work, CancellationToken cancellation) => Begin(work, cancellation);

    public static Task Run(Func<Task> work, CancellationToken cancellation) => Begin(work, cancellation).Unwrap();

    public static Task<T> Run<T>(Func<Task<T>> work, CancellationToken cancellation) => Begin(work, cancellation).Unwrap();

    private static Task<T> Begin<T>(Func<T> work, CancellationToken cancellation) =>
        Task.Factory.StartNew(work, cancellation, TaskCreationOptions.DenyChildAttach, TaskScheduler.Current);
}
