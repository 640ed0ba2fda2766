using System.ComponentModel;
using System.Diagnostics;

namespace Ledger.Cli.Running;

/// <summary>
/// <c>import</c>, <c>projections rebuild</c> and <c>verify</c> use every processor there is for as long as they take. Their process stands
/// back for whoever asks the service meanwhile: it takes what the others leave, which is all of it where nobody else is at work.
/// </summary>
internal static class WorkThatCanWait
{
    /// <param name="arguments">Of the call, the verb first.</param>
    public static bool Is(ReadOnlySpan<string> arguments) => arguments is ["import" or "verify", ..] or ["projections", "rebuild", ..];

    /// <summary>
    /// Nice 10 on Unix. To be called before the program makes threads: on Linux each has a priority of its own, from the thread that made
    /// it, and those that collect garbage are there already. A private server that the process is the first to need is made by it, and
    /// stands back with it as long as it runs.
    /// </summary>
    public static void StandBack()
    {
        try
        {
            using var process = Process.GetCurrentProcess();
            // Whoever started it may have made it stand further back already.
            if (process.PriorityClass is ProcessPriorityClass.Normal)
                process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Win32Exception)
        {
            // Where the system does not allow it, the work is done as any other.
        }
    }
}
