using System.CommandLine;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Projections;
using Ledger.Projections.Engine;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger projections rebuild [NAME]</c>: one read model, or all of them in one pass over the log.</summary>
internal static class RebuildVerb
{
    public static Command Build(Terminal terminal)
    {
        var names = ReadModels.All.Select(one => one.Name).ToArray();
        var name = new Argument<string?>("NAME")
        {
            Description = "One of: " + string.Join(", ", names) + "; all of them together where none is named.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.AcceptOnlyFromAmong(names);
        var rebuild = new Command("rebuild", "Build rows anew beside the live ones and switch over; reads go on meanwhile.")
        {
            name, Flags.Json(),
        };
        rebuild.SetAction((parsed, cancellation) => parsed.GetValue(name) is { } one
            ? One(terminal, one, parsed.GetValue<bool>("--json"), cancellation)
            : All(terminal, parsed.GetValue<bool>("--json"), cancellation));
        return rebuild;
    }

    /// <summary>The rows of a read model before and after.</summary>
    private sealed record Rebuilt(string Name, ProjectionChecksum Before, ProjectionChecksum After, string? Failure)
    {
        public bool Same => Before.Digest == After.Digest;

        public bool IsWell => Failure is null && (Same || Before.Position != After.Position || Before.Version != After.Version);

        public string Verdict => Failure is { } failure ? $"not rebuilt: {failure}"
            : Same ? "the same rows"
            : Before.Position == After.Position ? "DIFFERENT ROWS"
            : "events came in between";
    }

    private static async Task<int> One(Terminal terminal, string name, bool json, CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        var runner = ledger.Projections;
        await runner.CatchUp(cancellation);
        var before = await runner.Checksum(name, cancellation);
        await Watched(terminal, $"rebuilding {name}", async progress =>
        {
            await runner.Rebuild(name, progress, cancellation);
            return true;
        });
        var rebuilt = new Rebuilt(name, before, await runner.Checksum(name, cancellation), null);
        if (json)
            terminal.WriteJson(new { rebuilt.Name, rebuilt.Before, rebuilt.After, rebuilt.Same });
        else
            Write(terminal, rebuilt);
        return rebuilt.IsWell ? ExitCodes.Ok : ExitCodes.Problems;
    }

    private static async Task<int> All(Terminal terminal, bool json, CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        var runner = ledger.Projections;
        await runner.CatchUp(cancellation);
        var before = await Checksums(runner, cancellation);
        var outcomes = await Watched(terminal, "rebuilding all read models", progress => runner.RebuildAll(progress, cancellation));
        var after = await Checksums(runner, cancellation);
        var all = outcomes.Select(one => new Rebuilt(one.Name, before[one.Name], after[one.Name], one.Failure?.Message)).ToList();
        if (json)
        {
            terminal.WriteJson(new { Projections = all.Select(one => new { one.Name, one.Before, one.After, one.Same, one.Failure }) });
        }
        else
        {
            foreach (var one in all)
            {
                terminal.Output.WriteLine(one.Name);
                Write(terminal, one);
            }
        }

        return all.All(one => one.IsWell) ? ExitCodes.Ok : ExitCodes.Problems;
    }

    private static Task<T> Watched<T>(Terminal terminal, string title, Func<IProgress<RebuildProgress>, Task<T>> work) =>
        Progress.Show(terminal, title, report =>
            work(Progress.At<RebuildProgress>(at => report(at.Head == 0 ? 1 : (double)at.Position / at.Head))));

    private static async Task<Dictionary<string, ProjectionChecksum>> Checksums(ProjectionRunner runner, CancellationToken cancellation)
    {
        var sums = new Dictionary<string, ProjectionChecksum>();
        foreach (var projection in runner.Projections)
            sums.Add(projection.Name, await runner.Checksum(projection.Name, cancellation));
        return sums;
    }

    private static void Write(Terminal terminal, Rebuilt one) => terminal.WritePairs(
        ("before", Told(one.Before)),
        ("after", Told(one.After)),
        ("verdict", one.Verdict));

    private static string Told(ProjectionChecksum sum) => $"version {sum.Version}, position {sum.Position}, {sum.Rows} rows, {sum.Digest}";
}
