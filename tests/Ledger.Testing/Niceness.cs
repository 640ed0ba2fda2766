using System.Globalization;

namespace Ledger.Testing;

/// <summary>How nice this machine's processes, their threads and their sessions are to others (sched(7)).</summary>
public static class Niceness
{
    /// <summary>The name of the threads that do the work of a .NET program, those of the runtime's pool.</summary>
    public const string Workers = ".NET TP Worker";

    public static int Of(int process) => In(File.ReadAllText($"/proc/{process}/stat"));

    /// <summary>
    /// Of a process's threads of a name (proc(5), <c>/proc/[pid]/task/[tid]/stat</c>, field 2); of those that end meanwhile, none.
    /// </summary>
    public static IReadOnlyList<int> OfThreads(int process, string name)
    {
        var nice = new List<int>();
        try
        {
            foreach (var thread in Directory.GetDirectories($"/proc/{process}/task"))
            {
                var status = File.ReadAllText(Path.Combine(thread, "stat"));
                if (status.Contains($"({name})", StringComparison.Ordinal))
                    nice.Add(In(status));
            }
        }
        catch (IOException)
        {
            // A thread has ended while it was looked at.
        }

        return nice;
    }

    /// <summary>
    /// "The autogroup feature": <c>/autogroup-25 nice 0</c>. Null where this Linux does not have it, and of a process whose session was
    /// never given a group, as that which a container starts with.
    /// </summary>
    public static int? OfSession(int process)
    {
        try
        {
            var group = File.ReadAllText($"/proc/{process}/autogroup");
            return group.Length == 0 ? null : int.Parse(group.Split(' ')[^1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Field 19. The name before it, in brackets, may have blanks.</summary>
    private static int In(string status)
    {
        const int FieldsBefore = 16;
        return int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[FieldsBefore], CultureInfo.InvariantCulture);
    }
}
