using System.Diagnostics;
using System.Reflection;

namespace Ledger.Conformance.Processes;

/// <summary>
/// A child process that is killed in the middle of its work: an engine's test assembly, run as a program. Its project sets
/// <c>GenerateProgramFile</c> to false and its <c>Main</c> hands the arguments to the process that the first of them names.
/// </summary>
public static class KilledProcess
{
    /// <param name="program">An assembly with a <c>Main</c>.</param>
    /// <param name="input">The line it reads first: the connection string, which must not stand among a process's arguments.</param>
    /// <param name="said">Whether a line is whole: one that the kill cut short acknowledges nothing.</param>
    /// <param name="killAfter">Lines said before it is killed, without a chance to clean up.</param>
    /// <returns>The lines that it said.</returns>
    public static async Task<IReadOnlyList<string>> Run(
        Assembly program, IReadOnlyList<string> arguments, string input, Func<string, bool> said, int killAfter)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", program.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(input);
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (said(line))
                lines.Add(line);
            if (lines.Count == killAfter)
                process.Kill();
        }

        await process.WaitForExitAsync();
        return lines;
    }
}
