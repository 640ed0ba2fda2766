using Ledger.Cli.Output;
using Ledger.Host.Problems;

namespace Ledger.Cli.Verbs;

/// <summary>A refusal as the API says it: one JSON object, or lines for people on standard error.</summary>
internal static class ProblemLines
{
    public static int Write(Terminal terminal, Problem problem, bool json)
    {
        if (json)
        {
            terminal.WriteJson(problem);
            return ExitCodes.Problems;
        }

        string?[] lines = [$"{problem.Title}: {problem.Detail} ({problem.Code})", problem.DetailEn, Cited(problem), problem.Mend];
        foreach (var line in lines.OfType<string>())
            terminal.Error.WriteLine(line);
        foreach (var error in problem.Errors ?? [])
            terminal.Error.WriteLine($"  {error.Field}: {error.Message} ({error.Code})");
        return ExitCodes.Problems;
    }

    private static string? Cited(Problem problem) =>
        problem.Article is null ? null : $"{problem.Article}（{problem.DocumentNumber}）：{problem.Words}";
}
