using System.Text;

namespace Ledger.Domain.Codes;

/// <summary>An embedded code list as rows of cells by header. Plain commas: the lists hold no quotes, which is checked.</summary>
internal static class CodeTable
{
    public static IEnumerable<IReadOnlyDictionary<string, string>> Read(string file)
    {
        using var stream = typeof(CodeTable).Assembly.GetManifestResourceStream($"Codes/{file}")
            ?? throw new InvalidOperationException($"The code list {file} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var headers = reader.ReadLine()!.Split(',');
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            yield return cells.Length == headers.Length && !line.Contains('"', StringComparison.Ordinal)
                ? headers.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)
                : throw new InvalidOperationException($"The code list {file} has a row of another shape: {line}");
        }
    }
}
