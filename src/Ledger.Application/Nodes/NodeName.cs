using System.Globalization;

namespace Ledger.Application.Nodes;

/// <summary>
/// What a service node is called beside the others on its database: in health answers, and in <c>pg_stat_activity</c>. It names a machine
/// and a process, never a person.
/// </summary>
public static class NodeName
{
    public const string Variable = "LEDGER_NODE";

    /// <summary>Characters. PostgreSQL cuts the name of a session at 63 bytes, and <see cref="WorkTurn"/> puts a word before it.</summary>
    public const int Characters = 48;

    public const string Rule = "is a name of at most 48 of these: letters, digits, dots, colons, hyphens and underscores.";

    /// <summary>The machine's name and the number of this process.</summary>
    public static string Default { get; } = Make(Environment.MachineName, Environment.ProcessId);

    public static bool IsValid(string name) => name.Length is > 0 and <= Characters && name.All(IsOfName);

    internal static string Make(string machine, int process)
    {
        var number = process.ToString(CultureInfo.InvariantCulture);
        var plain = string.Concat(machine.Select(letter => IsOfName(letter) ? letter : '_'));
        return $"{plain[..Math.Min(plain.Length, Characters - number.Length - 1)]}:{number}";
    }

    private static bool IsOfName(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or ':' or '-' or '_';
}
