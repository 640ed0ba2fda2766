using System.ComponentModel;
using System.Diagnostics;

namespace Ledger.Cli.Running;

/// <summary>
/// Imports, rebuilds and checks use every processor there is for as long as they take. Their process stands back for whoever asks the
/// service meanwhile: it takes what the others leave, which is all of it where nobody else is at work.
/// </summary>
internal static class WorkThatCanWait
{
    /// <param name="arguments">Of the call, the verb first.</param>
    public static bool Is(ReadOnlySpan<string> arguments) => arguments is ["import" or "verify", ..] or ["projections", "rebuild", ..];

    /// <summary>
    /// Nice 10 on Unix. To be called before there are other threads: on Linux each has a priority of its own, from the thread that made it.
    /// A private server that the process starts stands back with it.
    /// </summary>
    public static void StandBack()
    {
        try
        {
            using var process = Process.GetCurrentProcess();
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Win32Exception)
        {
            // Whoever started it has made it stand further back already, and only the system's owner may take that back.
        }
    }
}
