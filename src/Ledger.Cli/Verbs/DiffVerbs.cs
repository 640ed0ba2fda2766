using System.CommandLine;
using Ledger.Application.TwoTimes;
using Ledger.Application.TwoTimes.Diffs;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Projections.Directory;

namespace Ledger.Cli.Verbs;

/// <summary>
/// <c>ledger institution diff ID</c> and <c>ledger directory diff</c>: what is different between two positions, times or days.
/// </summary>
internal static class DiffVerbs
{
    /// <summary>Rows of the directory read at once.</summary>
    private const int PageRows = DirectoryLimits.PageRows;

    public static Command Institution(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "The institution's id." };
        var points = new PointFlags();
        var json = Flags.Json();
        var verb = new Command("diff", "What is different of it between two points.") { id, json };
        points.AddTo(verb);
        verb.SetAction((parsed, cancellation) =>
            Institution(terminal, parsed.GetValue(id)!, points.Read(parsed), parsed.GetValue(json), cancellation));
        return verb;
    }

    public static Command Directory(Terminal terminal)
    {
        var kind = new Option<string?>("--kind") { Description = "public, professional, online or published.", HelpName = "KIND" };
        kind.AcceptOnlyFromAmong("public", "professional", "online", "published");
        var list = new Option<string?>("--list") { Description = "A published list.", HelpName = "ID" };
        var division = new Option<string?>("--division")
        {
            Description = "Six digits, with all beneath, or a region's name.",
            HelpName = "CODE",
        };
        var points = new PointFlags();
        var json = Flags.Json();
        var diff = new Command("diff", "Entries that are not the same at two points.") { kind, list, division, json };
        points.AddTo(diff);
        diff.SetAction((parsed, cancellation) => Directory(
            terminal, points.Read(parsed), (parsed.GetValue(kind), parsed.GetValue(list), parsed.GetValue(division)), parsed.GetValue(json),
            cancellation));
        return new Command("directory", "The directory on two times.") { diff };
    }

    private static async Task<int> Institution(
        Terminal terminal, string id, Comparison asked, bool json, CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        await ledger.CatchUp(cancellation);
        var (from, to) = await ledger.Settle(asked, cancellation);
        var found = await ledger.Differences.Institution(id, from, to, cancellation)
            ?? throw new Failure(ExitCodes.Problems, $"The ledger knows no institution '{id}' at either point.");
        if (json)
        {
            terminal.WriteJson(found);
            return ExitCodes.Ok;
        }

        WritePoints(terminal, found.From, found.To);
        foreach (var (mark, changes) in Marked(found.Difference))
        {
            foreach (var change in changes)
                Write(terminal, $"{mark} {change.Kind} {change.Id}", change.Fields);
        }

        Write(terminal, found.Facts);
        return ExitCodes.Ok;
    }

    private static async Task<int> Directory(
        Terminal terminal, Comparison asked, (string? Kind, string? List, string? Division) part, bool json,
        CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        await ledger.CatchUp(cancellation);
        var (from, to) = await ledger.Settle(asked, cancellation);
        var page = await ledger.Differences.Directory(from, to, part.Kind, part.List, part.Division, PageRows, cancellation);
        var (first, changes, facts) = (page, new List<EntryChange>(page.Changes), new List<FactBetween>(page.Facts.Told));
        while (page.NextCursor is { } next && DiffCursor.TryParse(next, out var cursor))
        {
            page = await ledger.Differences.Directory(cursor!, part.Kind, part.List, part.Division, PageRows, cancellation);
            changes.AddRange(page.Changes);
            facts.AddRange(page.Facts.Told);
        }

        if (json)
        {
            terminal.WriteJson(new { first.From, first.To, Changes = changes, Facts = facts, first.Position });
            return ExitCodes.Ok;
        }

        WritePoints(terminal, first.From, first.To);
        foreach (var change in changes)
        {
            var place = change.List is null ? change.Code : $"{change.List}/{change.Code}";
            var ended = change.Ended is { } end ? $" ({end.ToString().ToLowerInvariant()}{Of(change.Decision)})" : "";
            Write(terminal, $"{Mark(change.Change)} {change.Institution} {place} {change.Name}{ended}", change.Fields);
        }

        terminal.Output.WriteLine($"{changes.Count} entries differ");
        return ExitCodes.Ok;
    }

    private static string Of(string? decision) => decision is null ? "" : $", decision {decision}";

    private static string Mark(EntryChangeKind kind) => kind switch
    {
        EntryChangeKind.Added => "+",
        EntryChangeKind.Removed => "-",
        _ => "~",
    };

    private static (string Mark, IReadOnlyList<ThingChange> Changes)[] Marked(Difference difference) =>
        [("+", difference.Added), ("-", difference.Removed), ("~", difference.Changed)];

    private static void WritePoints(Terminal terminal, SettledPoint from, SettledPoint to) => terminal.WritePairs(
        ("from", $"in force on {from.ValidAt:yyyy-MM-dd}, known at {from.KnownAt}"),
        ("to", $"in force on {to.ValidAt:yyyy-MM-dd}, known at {to.KnownAt}"));

    private static void Write(Terminal terminal, string head, IReadOnlyList<FieldChange> fields)
    {
        terminal.Output.WriteLine(head);
        foreach (var field in fields)
            terminal.Output.WriteLine($"    {field.Field}: {field.Before ?? "-"} -> {field.After ?? "-"}");
    }

    private static void Write(Terminal terminal, FactsBetween facts)
    {
        terminal.Output.WriteLine($"{facts.InAll} facts between");
        foreach (var fact in facts.Told)
        {
            var said = string.Join("  ", new[] { $"by {fact.By}", fact.Article, fact.Document }.OfType<string>());
            terminal.Output.WriteLine($"  {fact.On:yyyy-MM-dd}  #{fact.Position,-6} {fact.Type,-40} {said}".TrimEnd());
        }
    }

    /// <summary>The flags that name two points.</summary>
    private sealed class PointFlags
    {
        private readonly Option<DiffPoint?> from =
            Flags.Point("--from", "A position or time (what was known), or a day (what was in force).");

        private readonly Option<DiffPoint?> to = Flags.Point("--to", "The same.");
        private readonly Option<DateOnly?> validAt = Flags.Day("--valid-at", "For positions and times: the day in force that is compared.");
        private readonly Option<KnownAt?> knownAt = Flags.KnownAt();

        public void AddTo(Command verb)
        {
            foreach (var option in (Option[])[from, to, validAt, knownAt])
                verb.Add(option);
        }

        public Comparison Read(ParseResult parsed) =>
            new(parsed.GetValue(from)!, parsed.GetValue(to)!, parsed.GetValue(validAt), parsed.GetValue(knownAt));
    }
}
