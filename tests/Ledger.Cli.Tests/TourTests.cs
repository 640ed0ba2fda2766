using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Ledger.Cli.Tests;

/// <summary>
/// The README's tour, walked as a reader walks it: every line after a dollar sign is run by a shell, in order, on a ledger with the
/// sample, and what it prints must be what the README shows. "…" stands for anything in a line; a line of it alone for any lines.
/// </summary>
public sealed partial class TourTests
{
    private const string Served = "http://127.0.0.1:8080";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string Root = Checkout();

    [Fact]
    public async Task Nothing_in_the_tour_differs_from_what_the_readme_shows()
    {
        var steps = Steps(File.ReadAllText(Path.Combine(Root, "README.md")));
        steps.Count.ShouldBeGreaterThan(10);

        await using var ledger = await LedgerUnderTest.Create();
        (await ledger.Run("sample", "--people", "400", "--year", "2025", "--seed", "1", "--load")).Exit.ShouldBe(ExitCodes.Ok);
        using var service = ledger.StartAt("http://127.0.0.1:0", "serve");
        var url = await service.Opened;
        LayOut(ledger);

        var lists = Path.Combine(Root, "..", "shared", "data");
        var hasLists = File.Exists(Path.Combine(lists, "moe-regular-hei-20260617.csv"));
        var unlike = new List<string>();
        foreach (var step in steps.Where(step => hasLists || !step.NeedsLists))
        {
            var command = step.Command
                .Replace(Served, url, StringComparison.Ordinal)
                .Replace("lists/", lists + "/", StringComparison.Ordinal);
            var printed = (await Shell(ledger, command)).Replace(url, Served, StringComparison.Ordinal);
            if (!Matches(step.Shown, printed))
                unlike.Add($"$ {step.Command}\n--- shown\n{step.Shown}\n--- printed\n{printed}");
        }

        service.Signal("TERM");
        await service.End();
        unlike.ShouldBeEmpty(string.Join("\n\n", unlike));
    }

    [Theory]
    [InlineData("a … c\n", "a b c\n", true)]
    [InlineData("a … c\n", "a b\n", false)]
    [InlineData("a\n…\nd\n", "a\nb\nc\nd\n", true)]
    [InlineData("a\n", "a\nb\n", false)]
    [InlineData("a.c\n", "abc\n", false)]
    public void A_tour_that_differs_is_told(string shown, string printed, bool same) => Matches(shown, printed).ShouldBe(same);

    private static bool Matches(string shown, string printed)
    {
        var lines = shown.TrimEnd('\n').Split('\n')
            .Select(line => line == "…"
                ? "(?:.*\n)*?"
                : Regex.Escape(line.TrimEnd()).Replace("…", ".*?", StringComparison.Ordinal) + " *\n");
        var pattern = shown.Length == 0 ? "" : string.Concat(lines);
        return Regex.IsMatch(printed.Length == 0 || printed.EndsWith('\n') ? printed : printed + "\n", $"\\A{pattern}\\z");
    }

    private static List<Step> Steps(string readme)
    {
        var steps = new List<Step>();
        foreach (Match block in ConsoleBlock().Matches(readme))
        {
            foreach (var part in block.Groups[1].Value.Split("\n$ ", StringSplitOptions.RemoveEmptyEntries))
            {
                var lines = part.TrimStart('\n').TrimStart('$').Trim('\n').Split('\n');
                var commandLines = lines.TakeWhile((_, at) => at == 0 || lines[at - 1].EndsWith('\\')).ToList();
                var shown = string.Join('\n', lines.Skip(commandLines.Count));
                steps.Add(new Step(string.Join('\n', commandLines).Trim(), shown.Length == 0 ? "" : shown + "\n"));
            }
        }

        return steps;
    }

    /// <summary>A folder that looks to the shell like the checkout: the scripts of the tour run the program under test.</summary>
    private static void LayOut(LedgerUnderTest ledger)
    {
        Directory.CreateDirectory(ledger.PathOf("scripts"));
        var program = Path.Combine(AppContext.BaseDirectory, "ledger.dll");
        var script = ledger.File("scripts/ledger", $"#!/bin/sh\nexec dotnet '{program}' \"$@\"\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static async Task<string> Shell(LedgerUnderTest ledger, string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"exec 2>&1\n{command}"])
        {
            WorkingDirectory = ledger.Folder,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in ledger.Settings)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var printed = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        // What a terminal does not show.
        return (await printed).Replace("\r", "", StringComparison.Ordinal).Replace("\uFEFF", "", StringComparison.Ordinal);
    }

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Ledger.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside a checkout.");
        return folder.FullName;
    }

    [GeneratedRegex("```console\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ConsoleBlock();

    private sealed record Step(string Command, string Shown)
    {
        public bool NeedsLists =>
            Command.Contains("lists/", StringComparison.Ordinal) || Command.Contains("hei-4", StringComparison.Ordinal);
    }
}
