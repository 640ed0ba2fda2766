using System.Globalization;

namespace Ledger.EventStore.Servers;

/// <summary>What Linux says of a process or a thread (proc_pid_stat(5)).</summary>
/// <param name="Session">Field 6: the process that leads the session it belongs to.</param>
/// <param name="Nice">Field 19: from -20 to 19, the nicest.</param>
internal readonly record struct ProcessStatus(int Session, int Nice)
{
    /// <summary>Fields are counted from 1, and two stand before: the number and, in brackets, the name, which may have blanks.</summary>
    private const int FirstAfterName = 3;

    public static ProcessStatus? OfThisThread => Read("/proc/thread-self/stat");

    /// <returns>Null for one that is gone, and on other systems.</returns>
    public static ProcessStatus? Of(int process) => Read($"/proc/{process}/stat");

    private static ProcessStatus? Read(string path)
    {
        try
        {
            var status = File.ReadAllText(path);
            var fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
            return new ProcessStatus(Field(6), Field(19));

            int Field(int number) => int.Parse(fields[number - FirstAfterName], CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
