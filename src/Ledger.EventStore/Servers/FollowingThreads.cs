using System.Runtime.InteropServices;

namespace Ledger.EventStore.Servers;

/// <summary>
/// Threads for what follows the log, which stand back for those that answer in the same process: whoever asks waits for a processor
/// behind threads of its own process as it does behind other processes, and a batch is folded for some tenths of a second. On Linux a
/// thread has a priority of its own; elsewhere these are threads like others. As many as processors, for the whole process.
/// </summary>
/// <remarks>
/// Work that is begun here goes on here after each wait, unless it asks for another scheduler (<c>ConfigureAwait(false)</c>). A thread
/// begins as nice as the one that made it (sched(7)), also a worker of the runtime's pool whose work is asked for by one of these, and
/// whom that one starts in turn: so they ask for none. What comes from the database and the network is given to the pool by others.
/// </remarks>
public sealed partial class FollowingThreads : TaskScheduler
{
    /// <summary>As Linux shows it, which shows fifteen characters.</summary>
    public const string ThreadName = "Ledger follows";

    /// <summary><c>PRIO_PROCESS</c> of setpriority(2), which for 0 is the thread that calls.</summary>
    private const int OfThread = 0;

    private static readonly FollowingThreads All = new();

    [ThreadStatic]
    private static bool isOneOfThem;

    private readonly Queue<Task> waiting = new();

    private FollowingThreads()
    {
        for (var begun = 0; begun < MaximumConcurrencyLevel; begun++)
            new Thread(Work) { IsBackground = true, Name = ThreadName }.UnsafeStart();
    }

    public override int MaximumConcurrencyLevel => Environment.ProcessorCount;

    public static Task Run(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, All).Unwrap();

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (waiting)
            return [.. waiting];
    }

    protected override void QueueTask(Task task)
    {
        lock (waiting)
        {
            waiting.Enqueue(task);
            Monitor.Pulse(waiting);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        isOneOfThem && !taskWasPreviouslyQueued && TryExecuteTask(task);

    private void Work()
    {
        isOneOfThem = true;
        // Whoever started the process may have made it stand further back. A refusal leaves a thread like others.
        if (ProcessStatus.OfThisThread?.Nice < StandingBack.Nice)
            _ = SetPriority(OfThread, 0, StandingBack.Nice);
        while (true)
            TryExecuteTask(Next());
    }

    private Task Next()
    {
        lock (waiting)
        {
            while (waiting.Count == 0)
                Monitor.Wait(waiting);
            return waiting.Dequeue();
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int nice);
}
