using System.Text;

namespace Ledger.House.Tests;

/// <summary>The files of the project as they lie on the disk, without what builds and runs leave behind.</summary>
public static class Checkout
{
    /// <summary>Names that git ignores; the same as in <c>.gitignore</c>.</summary>
    public static IReadOnlySet<string> Ignored { get; } =
        new HashSet<string>(StringComparer.Ordinal) { ".git", "bin", "obj", ".ledger", "artifacts", "TestResults", ".vs", ".idea" };

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<Source> Files { get; } =
        [.. Walk(Root).Select(path => new Source(Relative(path), File.ReadAllBytes(path)))];

    public static string Full(string relative) => Path.Combine(Root, relative);

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static IEnumerable<string> Walk(string folder) => Directory.EnumerateFiles(folder)
        .Where(file => !Ignored.Contains(Path.GetFileName(file)))
        .Concat(Directory.EnumerateDirectories(folder)
            .Where(inner => !Ignored.Contains(Path.GetFileName(inner)))
            .SelectMany(Walk));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ledger.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside a checkout: no Ledger.sln above them.");
    }
}

/// <param name="Path">From the root, with slashes.</param>
public sealed record Source(string Path, byte[] Bytes)
{
    private string? text;

    public Source(string path, string text) : this(path, Encoding.UTF8.GetBytes(text)) { }

    public string Text => text ??= Encoding.UTF8.GetString(Bytes);

    public IEnumerable<(int Number, string Line)> Lines => Text.Split('\n').Select((line, index) => (index + 1, line));

    public bool EndsWith(params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (Path.EndsWith(ending, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    public bool IsUnder(params ReadOnlySpan<string> folders)
    {
        foreach (var folder in folders)
        {
            if (Path.StartsWith(folder + "/", StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    public bool IsScript => IsUnder("scripts", ".ci");
}
