using System.Globalization;
using Ledger.Application.Engines;
using Ledger.Benchmarks.Measuring;

namespace Ledger.Benchmarks;

/// <summary>What is asked for on the command line.</summary>
/// <param name="Sections">Those that are to be run, in their order.</param>
internal sealed record BenchOptions(bool Quick, bool Json, IReadOnlyList<string> Engines, IReadOnlyList<Section> Sections)
{
    private const string Usage =
        "Usage: scripts/bench [--quick] [--json] [--engine NAME[,NAME]] [--only PREFIX] [--events N[,N]]";

    /// <summary>Events of the ledgers that growth is measured on; null for those of the sizes.</summary>
    public IReadOnlyList<int>? Events { get; private init; }

    public Sizes Sizes => Quick ? Of(Sizes.Quick) : Of(Sizes.Full);

    /// <returns>Null when the call is wrong; <paramref name="problem"/> says how.</returns>
    public static BenchOptions? Parse(IReadOnlyList<string> args, out string problem)
    {
        var compiled = EngineCatalog.Compiled.Select(engine => engine.Name).ToArray();
        var options = new BenchOptions(false, false, [compiled[0]], Benchmarks.Sections.All);
        problem = Usage;
        for (var at = 0; at < args.Count; at++)
        {
            switch (args[at])
            {
                case "--quick":
                    options = options with { Quick = true };
                    break;
                case "--json":
                    options = options with { Json = true };
                    break;
                case "--engine" when at + 1 < args.Count:
                    options = options with { Engines = [.. args[++at].Split(',').Distinct()] };
                    break;
                case "--only" when at + 1 < args.Count:
                    options = options with { Sections = Named(args[++at]) };
                    break;
                case "--events" when at + 1 < args.Count && Numbers(args[++at]) is { } events:
                    options = options with { Events = events };
                    break;
                default:
                    return null;
            }
        }

        if (options.Sections.Count == 0)
        {
            problem = $"No section begins like that. There are: {string.Join(", ", Benchmarks.Sections.All.Select(one => one.Name))}.";
            return null;
        }

        if (options.Engines.FirstOrDefault(engine => !compiled.Contains(engine)) is not { } missing)
            return options;
        problem = $"The engine '{missing}' is not in this build. In it: {string.Join(", ", compiled)}.";
        return null;
    }

    private static IReadOnlyList<Section> Named(string prefix) =>
        [.. Benchmarks.Sections.All.Where(one => one.Name.StartsWith(prefix, StringComparison.Ordinal))];

    private static int[]? Numbers(string text)
    {
        var parts = text.Split(',');
        var numbers = parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var one) ? one : 0)
            .Where(one => one > 0).Order().ToArray();
        return numbers.Length == parts.Length ? numbers : null;
    }

    private Sizes Of(Sizes sizes) => Events is null ? sizes : sizes with { GrowthEvents = Events };
}
