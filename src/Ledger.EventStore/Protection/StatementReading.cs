using System.Text.RegularExpressions;
using Ledger.EventStore.Migrations;

namespace Ledger.EventStore.Protection;

/// <summary>
/// Reads triggers and functions out of the text of migrations, as these write them: lower case, names with their schemas, bodies in
/// dollars, events of a trigger in PostgreSQL's order (insert, delete, update, truncate). That every one is found is tested against
/// the catalogue of a database that was migrated.
/// </summary>
internal static partial class StatementReading
{
    public static Expected Read(IEnumerable<MigrationSet> sets)
    {
        var triggers = new List<ExpectedTrigger>();
        var functions = new List<ExpectedFunction>();
        foreach (var set in sets)
        {
            foreach (var script in set.Scripts.OrderBy(one => one.Number))
                Read(script, $"'{set.Name}' {script.Number:D4} {script.Name}", triggers, functions);
        }

        return new Expected(triggers, functions);
    }

    private static void Read(MigrationScript script, string source, List<ExpectedTrigger> triggers, List<ExpectedFunction> functions)
    {
        foreach (Match one in Statement().Matches(script.Sql.ReplaceLineEndings("\n")))
        {
            string Part(string group) => one.Groups[group].Value;
            if (one.Groups["made"].Success)
                triggers.Add(new(Part("table"), Part("made"), Spaces().Replace(one.Value.TrimEnd(';'), " "), Always: false));
            else if (one.Groups["dropped"].Success)
                triggers.RemoveAll(had => had.Name == Part("dropped") && had.Table == Part("from"));
            else if (one.Groups["enabled"].Success)
                Replace(triggers, had => had.Name == Part("enabled") && had.Table == Part("on"), had => had with { Always = true });
            else if (one.Groups["altered"].Success)
                Replace(functions, had => had.Name == Part("altered"), had => had with { AsOwner = true });
            else if (one.Groups["function"].Success)
            {
                functions.RemoveAll(had => had.Name == Part("function"));
                var asOwner = Part("kind").Contains(AsOwner, StringComparison.Ordinal);
                functions.Add(new(Part("function"), Language().Match(Part("kind")).Value, Part("body"), asOwner, source));
            }
        }
    }

    private static void Replace<T>(List<T> list, Predicate<T> which, Func<T, T> with)
    {
        var at = list.FindIndex(which);
        if (at >= 0)
            list[at] = with(list[at]);
    }

    private const string AsOwner = "security definer";

    // Comments and bodies are taken whole, for they may hold what looks like a statement.
    [GeneratedRegex(
        """
        ^\ *--[^\n]*$
        | create\ (or\ replace\ )?function\ (?<function>[\w.]+)\([^)]*\)(?<kind>.*?)as\ \$\$(?<body>.*?)\$\$
        | alter\ function\ (?<altered>[\w.]+)\([^)]*\)\ security\ definer
        | create\ (constraint\ )?trigger\ (?<made>\w+)\s.*?\son\ (?<table>[\w.]+)\s.*?execute\ function\ [\w.]+\(\);
        | drop\ trigger\ (if\ exists\ )?(?<dropped>\w+)\ on\ (?<from>[\w.]+)
        | alter\ table\ (?<on>[\w.]+)\ enable\ always\ trigger\ (?<enabled>\w+)
        """,
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Statement();

    [GeneratedRegex(@"(?<=language )\w+")]
    private static partial Regex Language();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
