using System.Globalization;

namespace Ledger.Testing;

/// <summary>How nice this machine's processes, their threads and their sessions are to others (sched(7)).</summary>
public static class Niceness
{
    /// <summary>The name of the threads that do the work of a .NET program, those of the runtime's pool.</summary>
    public const string Workers = ".NET TP Worker";

    public static int Of(int process) => In(File.ReadAllText($"/proc/{process}/stat"));

    /// <summary>Of a process's threads of a name (proc_pid_comm(5)) that are still there.</summary>
    public static IReadOnlyList<int> OfThreads(int process, string name) =>
        In(Directory.GetDirectories($"/proc/{process}/task").Select(thread => thread + "/stat"), status => status.Contains($"({name})"));

    /// <summary>Of those that are still there.</summary>
    public static IReadOnlyList<int> OfAll(IEnumerable<int> processes) => In(processes.Select(one => $"/proc/{one}/stat"), _ => true);

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

    private static List<int> In(IEnumerable<string> files, Func<string, bool> asked)
    {
        var nice = new List<int>();
        foreach (var file in files)
        {
            try
            {
                if (File.ReadAllText(file) is var status && asked(status))
                    nice.Add(In(status));
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return nice;
    }

    /// <summary>Field 19. The name before it, in brackets, may have blanks.</summary>
    private static int In(string status)
    {
        const int FieldsBefore = 16;
        return int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[FieldsBefore], CultureInfo.InvariantCulture);
    }
}
