using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Ledger.EventStore.Servers;

/// <summary>
/// Lets processes of this machine stand back for whoever asks meanwhile: they take what the others leave of the processors, which is all
/// of it where nobody else is at work. Linux shares processors out among sessions first, and among the processes of one by how nice they
/// are (sched(7), "The autogroup feature"), so a process is made nicer, and so is a session that is its own. Where the system does not
/// allow it, the work is done as any other.
/// </summary>
public static class StandingBack
{
    /// <summary>As <see cref="ProcessPriorityClass.BelowNormal"/> is on Unix: about a tenth of a processor that others want too.</summary>
    internal const int Nice = 10;

    /// <summary>The system lets one session of the whole machine be changed every tenth of a second.</summary>
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(110);

    private const int MostTries = 20;

    /// <summary>So that those of this process do not stand in each other's way.</summary>
    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>Whether this process stands so far back, by its own doing or that of whoever started it.</summary>
    public static bool IsOfThisProcess
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return StandsBack(process);
        }
    }

    /// <summary>
    /// To be called before the program makes threads: on Linux each has a priority of its own, from the thread that made it, and those that
    /// collect garbage are there already. A session that it shares, with the shell that started it or with a service, is left as it is.
    /// </summary>
    public static Task ThisProcess()
    {
        BeNice(Environment.ProcessId);
        return LeadsSession(Environment.ProcessId) ? Session(Environment.ProcessId) : Task.CompletedTask;
    }

    /// <summary>
    /// A process that leads a session of its own, as each session of a PostgreSQL server does, and with it the session; another is left as
    /// it is.
    /// </summary>
    public static Task Leader(int process)
    {
        if (!LeadsSession(process))
            return Task.CompletedTask;
        BeNice(process);
        return Session(process);
    }

    private static bool LeadsSession(int process) => ProcessStatus.Of(process)?.Session == process;

    private static void BeNice(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            // Whoever started it may have made it stand further back already.
            if (!StandsBack(found))
                found.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception error) when (error is Win32Exception or ArgumentException or InvalidOperationException)
        {
            // Not allowed, or gone.
        }
    }

    /// <summary>By number where there is one: the classes are coarser than that.</summary>
    private static bool StandsBack(Process process) => ProcessStatus.Of(process.Id) is { } status
        ? status.Nice >= Nice
        : process.PriorityClass is ProcessPriorityClass.BelowNormal or ProcessPriorityClass.Idle;

    private static async Task Session(int process)
    {
        await OneAtATime.WaitAsync();
        try
        {
            // Nothing waits for a disk here, and asynchronous files would ask the pool for threads.
            var group = $"/proc/{process}/autogroup";
            for (var tries = 0; tries < MostTries; tries++)
            {
                try
                {
                    if (NiceOf(File.ReadAllText(group)) < Nice)
                        File.WriteAllText(group, Nice.ToString(CultureInfo.InvariantCulture));
                    return;
                }
                catch (Exception error)
                    when (error is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException)
                {
                    // Not allowed, gone, or a Linux that shares processors out otherwise.
                    return;
                }
                catch (IOException)
                {
                    // Another was changed just now.
                    await Task.Delay(BetweenTries);
                }
            }
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <summary>
    /// <c>/autogroup-25 nice 0</c>. Empty for a session that was never given a group, as that which a container starts with: no try would
    /// make it nicer, so it counts as nice as can be.
    /// </summary>
    private static int NiceOf(string group) =>
        int.TryParse(group.AsSpan(group.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture, out var nice) ? nice : int.MaxValue;
}
