using System.Globalization;
using Ledger.Transparency.Trees;

namespace Ledger.Sealing.Dossiers;

/// <summary>
/// Reads a manifest line by line. What is out of place is a <see cref="FormatException"/> that says which line was looked for.
/// </summary>
internal sealed class ManifestLines(string text)
{
    private readonly string[] lines = text.Split('\n');
    private int at;

    public void Demand(string line)
    {
        if (Next() != line)
            throw new FormatException($"It does not begin with {line}.");
    }

    public string Value(string name)
    {
        var line = Next();
        return line.StartsWith(name + " ", StringComparison.Ordinal) && line.Length > name.Length + 1
            ? line[(name.Length + 1)..]
            : throw new FormatException($"The line '{name}' is missing or out of place.");
    }

    public IEnumerable<string> All(string name)
    {
        while (at < lines.Length && lines[at].StartsWith(name + " ", StringComparison.Ordinal))
            yield return lines[at++][(name.Length + 1)..];
    }

    public long Number(string name) => ParseNumber(Value(name));

    public TreeHash Hash(string name) => ParseHash(Value(name));

    public void End()
    {
        if (at != lines.Length - 1 || lines[at].Length > 0)
            throw new FormatException("It goes on after its last line.");
    }

    internal static long ParseNumber(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"'{text}' is no number.");

    internal static TreeHash ParseHash(string text) =>
        TreeHash.TryFromBase64(text, out var hash) ? hash : throw new FormatException("A hash is not 32 bytes in base64.");

    private string Next() => at < lines.Length ? lines[at++] : throw new FormatException("It ends too soon.");
}
