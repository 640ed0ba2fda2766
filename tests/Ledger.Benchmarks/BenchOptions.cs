using Ledger.Application.Engines;

namespace Ledger.Benchmarks;

/// <summary>What is asked for on the command line.</summary>
internal sealed record BenchOptions(bool Quick, bool Json, IReadOnlyList<string> Engines)
{
    private const string Usage = "Usage: scripts/bench [--quick] [--json] [--engine NAME[,NAME]]";

    /// <returns>Null when the call is wrong; <paramref name="problem"/> says how.</returns>
    public static BenchOptions? Parse(IReadOnlyList<string> args, out string problem)
    {
        var compiled = EngineCatalog.Compiled.Select(engine => engine.Name).ToArray();
        var options = new BenchOptions(false, false, [compiled[0]]);
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
                default:
                    return null;
            }
        }

        if (options.Engines.FirstOrDefault(engine => !compiled.Contains(engine)) is not { } missing)
            return options;
        problem = $"The engine '{missing}' is not in this build. In it: {string.Join(", ", compiled)}.";
        return null;
    }
}
