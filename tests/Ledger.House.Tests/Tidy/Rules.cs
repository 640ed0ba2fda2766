using System.Text.RegularExpressions;

namespace Ledger.House.Tests.Tidy;

/// <summary>The rules of the house for single files.</summary>
public static partial class Rules
{
    /// <summary>Lines of one source file.</summary>
    public const int LinesPerFile = 300;

    /// <summary>Characters (UTF-16 units) of one source line.</summary>
    public const int CharactersPerLine = 140;

    /// <summary>Bytes of one file.</summary>
    public const int BytesPerFile = 1024 * 1024;

    // Samples and patterns are put together from parts, so that this file keeps to its own rules.
    private const string Later = "TO" + "DO|FIX" + "ME|HA" + "CK|X" + "XX|NotImplemented" + "Exception";

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.OfFiles("A source has at most 300 lines", IsSource, file => file.Text.Split('\n').Length - 1 > LinesPerFile,
            new Source("src/a.cs", string.Concat(Enumerable.Repeat("\n", LinesPerFile + 1)))),
        Rule.OfLines("A line has at most 140 characters", IsCode, line => line.Length > CharactersPerLine,
            new Source("src/a.cs", new string('x', CharactersPerLine + 1))),
        Rule.OfFiles("Lines end with LF", IsText, file => file.Bytes.Contains((byte)'\r'), new Source("src/a.cs", "a\r\n")),
        Rule.OfFiles("No byte order mark", IsText, file => file.Bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]),
            new Source("src/a.cs", [0xEF, 0xBB, 0xBF])),
        Rule.OfFiles("The last line ends too", IsText, file => file.Bytes is [.., not (byte)'\n'], new Source("src/a.cs", "a")),
        Rule.OfLines("No tabs", IsText, line => line.Contains('\t', StringComparison.Ordinal), new Source("src/a.cs", "\ta\n")),
        Rule.OfLines("No blanks at the end of a line", IsText, line => line.EndsWith(' '), new Source("src/a.cs", "a \n")),
        Rule.OfLines("Nothing is left for later", IsText, line => Regex.IsMatch(line, $@"\b({Later})\b"),
            new Source("src/a.cs", "// TO" + "DO: the rest\n")),
        Rule.OfLines("No test is skipped", IsCSharp, line => SkippedTest().IsMatch(line),
            new Source("tests/a.cs", "[Fact(Sk" + "ip = \"slow\")]\n")),
        Rule.OfLines("Hours are decimal", IsProduct, line => BinaryHours().IsMatch(WithoutComment(line)),
            new Source("src/a.cs", "public double Hours { get; }\n")),
        Rule.OfLines("No path of one machine", IsText, line => MachinePath().IsMatch(line),
            new Source("src/a.md", "see /wo" + "rk/notes\n")),
        Rule.OfLines("No address of a package mirror", IsText, line => Mirror().IsMatch(line),
            new Source("src/a.md", "https://arti" + "factory.example.org/nuget\n")),
        Rule.OfLines("A warning is turned off with its reason", IsCSharp, line => SilentPragma().IsMatch(line),
            new Source("src/a.cs", "#pragma warning dis" + "able CA1031\n")),
        Rule.OfFiles("No file is over 1 MB", _ => true, file => file.Bytes.Length > BytesPerFile,
            new Source("src/a.bin", new byte[BytesPerFile + 1])),
    ];

    private static bool IsCSharp(Source file) => file.EndsWith(".cs", ".razor");

    private static bool IsCode(Source file) => IsCSharp(file) || file.EndsWith(".sql", ".css") || file.IsScript;

    private static bool IsSource(Source file) => IsCode(file) || file.EndsWith(".csproj", ".props", ".targets");

    private static bool IsProduct(Source file) => file.EndsWith(".cs", ".sql") && file.IsUnder("src", "projections");

    /// <summary>Data keep the line ends and the marks that their owner gave them; lock files and the solution are a tool's.</summary>
    private static bool IsText(Source file) =>
        IsSource(file)
        || (file.EndsWith(".md", ".json", ".txt", ".editorconfig", ".gitignore", ".gitattributes") && !file.EndsWith("packages.lock.json"));

    private static string WithoutComment(string line) => Comment().Replace(line, "");

    [GeneratedRegex(@"(//|--|/\*).*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\[(Fact|Theory)\([^)]*Skip\s*=")]
    private static partial Regex SkippedTest();

    [GeneratedRegex(@"\b(double|float|float8)\b.*(hours|学时)|(hours|学时).*\b(double|float|float8)\b", RegexOptions.IgnoreCase)]
    private static partial Regex BinaryHours();

    [GeneratedRegex(@"(?<![\w.~-])/(wo[r]k|tm[p]/\w|ho[m]e/\w|ro[o]t/\w)\b")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"https?://\S*(artifactory|nexus|jfrog|mirror|pkgs\.)|https?://(10|192\.168|172\.\d+)\.", RegexOptions.IgnoreCase)]
    private static partial Regex Mirror();

    [GeneratedRegex(@"#pragma warning disable [\w, ]+$")]
    private static partial Regex SilentPragma();
}
