using System.CommandLine;
using Ledger.Application.Composition;
using Ledger.Application.TwoTimes;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Domain.Kernel;
using Ledger.Projections.Directory;

namespace Ledger.Cli.Verbs;

/// <summary>
/// <c>ledger institution show|history|diff</c>: as it was in force on a day, as the ledger knew it at a position or time.
/// </summary>
internal static class InstitutionVerb
{
    public static Command Build(Terminal terminal) => new("institution", "One institution on two times.")
    {
        Verb("show", "Its names, listings and places on published lists.", terminal, Show),
        Verb("history", "Its facts, one a line.", terminal, History),
        DiffVerbs.Institution(terminal),
    };

    private static Command Verb(
        string name, string description, Terminal terminal, Func<Terminal, Question, CancellationToken, Task<int>> answer)
    {
        var id = new Argument<string>("ID") { Description = "The institution's id." };
        var (validAt, knownAt, json) = (Flags.ValidAt(), Flags.KnownAt(), Flags.Json());
        var verb = new Command(name, description) { id, validAt, knownAt, json };
        verb.SetAction((parsed, cancellation) => answer(
            terminal,
            new Question(parsed.GetValue(id)!, parsed.GetValue(validAt), parsed.GetValue(knownAt), parsed.GetValue(json)),
            cancellation));
        return verb;
    }

    private static async Task<int> Show(Terminal terminal, Question question, CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        await ledger.CatchUp(cancellation);
        var at = await ledger.Settle(question.ValidAt, question.KnownAt, cancellation);
        var details = await ledger.Directory.Institution(question.Id, at.ValidAt, at.Position, cancellation) ?? throw Unknown(question);
        if (question.Json)
            terminal.WriteJson(details);
        else
            Write(terminal, details);
        return ExitCodes.Ok;
    }

    private static async Task<int> History(Terminal terminal, Question question, CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        var stream = StreamIds.Institution(question.Id);
        var at = await ledger.Settle(question.ValidAt, question.KnownAt, cancellation);
        var replay = await ledger.Replays.Of(stream, at.DayAsked, at.Position, cancellation);
        if (replay.Version == 0)
            throw Unknown(question);
        FactLines.Write(terminal, replay, question.Json);
        return ExitCodes.Ok;
    }

    private static void Write(Terminal terminal, InstitutionDetails details)
    {
        terminal.WritePairs(
            ("institution", details.Institution), ("name", details.Name), ("host", details.Host), ("host code", details.HostCreditCode),
            ("division", details.Division), ("address", details.Address), ("website", details.Website),
            ("valid at", details.ValidAt.ToString("yyyy-MM-dd")), ("known at", details.Position));
        terminal.Output.WriteLine($"names (* on {details.ValidAt:yyyy-MM-dd})");
        foreach (var name in details.Names)
        {
            var list = name.List is null ? "" : $"  ({name.List})";
            terminal.Output.WriteLine($"{Range(name.ValidFrom, name.ValidTo, details.ValidAt)}  {name.Name}{list}");
        }

        terminal.Output.WriteLine($"entries (* on {details.ValidAt:yyyy-MM-dd})");
        foreach (var entry in details.Entries)
        {
            string?[] words = [entry.Kind, entry.List, entry.Code, $"{entry.Status}", entry.Authority, entry.Ground, entry.Decision];
            terminal.Output.WriteLine(
                $"{Range(entry.ValidFrom, entry.ValidTo, details.ValidAt)}  {string.Join("  ", words.OfType<string>())}");
        }
    }

    /// <summary>From its first day to its last, as people say it; a star where the day asked for is one of them.</summary>
    private static string Range(DateOnly from, DateOnly? until, DateOnly day)
    {
        var star = from <= day && (until is null || day < until) ? '*' : ' ';
        return $"{star} {from:yyyy-MM-dd} to {until?.AddDays(-1).ToString("yyyy-MM-dd") ?? "now",-10}";
    }

    private static Failure Unknown(Question question) =>
        new(ExitCodes.Problems, $"The ledger knows no institution '{question.Id}'{(question.KnownAt is null ? "." : " as of then.")}");

    private sealed record Question(string Id, DateOnly? ValidAt, KnownAt? KnownAt, bool Json);
}
