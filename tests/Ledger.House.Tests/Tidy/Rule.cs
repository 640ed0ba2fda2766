namespace Ledger.House.Tests.Tidy;

/// <summary>What every file of a kind must keep to, with a sample that does not: a rule that cannot fail is no rule.</summary>
/// <param name="Name">What it says.</param>
/// <param name="Applies">The files it is about.</param>
/// <param name="Find">What is wrong with one file: nothing, or a line for each place.</param>
/// <param name="Bad">A file that breaks the rule.</param>
public sealed record Rule(string Name, Func<Source, bool> Applies, Func<Source, IEnumerable<string>> Find, Source Bad)
{
    /// <summary>A rule about single lines.</summary>
    public static Rule OfLines(string name, Func<Source, bool> applies, Func<string, bool> isWrong, Source bad) =>
        new(name, applies, file => file.Lines.Where(line => isWrong(line.Line)).Select(line => $"{file.Path}:{line.Number}"), bad);

    /// <summary>A rule about a whole file.</summary>
    public static Rule OfFiles(string name, Func<Source, bool> applies, Func<Source, bool> isWrong, Source bad) =>
        new(name, applies, file => isWrong(file) ? [file.Path] : [], bad);

    public override string ToString() => Name;
}
