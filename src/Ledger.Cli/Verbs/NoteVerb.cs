using System.CommandLine;
using System.Globalization;
using Ledger.Cli.Output;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Policies;

namespace Ledger.Cli.Verbs;

/// <summary>
/// <c>ledger note verify FILE</c>: what a signed note says, and which of the keys that one trusts have signed it. Needs no ledger and no
/// database.
/// </summary>
internal static class NoteVerb
{
    public static Command Build(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The note, such as a checkpoint; - reads standard input." };
        var (trust, json) = (new TrustOptions(), Flags.Json());
        var verify = new Command("verify", "Print the text and who signed it. Exit status 1 when no trusted key did, or one falsely.")
        {
            file, json,
        };
        trust.AddTo(verify);
        verify.SetAction((parsed, cancellation) =>
            Verify(terminal, parsed.GetValue(file)!, trust, parsed, parsed.GetValue(json), cancellation));
        return new Command("note", "Signed notes (C2SP signed-note): checkpoints, and any other text under a signature.") { verify };
    }

    /// <summary>As every verb writes times: UTC, seconds.</summary>
    internal static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static async Task<int> Verify(
        Terminal terminal, string file, TrustOptions trust, ParseResult parsed, bool json, CancellationToken cancellation)
    {
        var policy = trust.Policy(parsed)
            ?? throw new Failure("Name whom you trust: --key VKEY, or --policy FILE. A note is no witness for itself.");
        var keys = trust.Keys(parsed);
        var bytes = await InputFile.Read(terminal, file, NoteLimits.NoteBytes, cancellation);
        if (!SignedNote.TryParse(bytes, out var note, out var problem))
            throw new Failure(ExitCodes.Problems, $"{file}: {problem}");

        // Keys alone verify any note; a policy is about checkpoints.
        var verdict = note.Verify(keys.Count > 0 ? keys : KeysOf(policy));
        problem = verdict.Problem ?? (keys.Count > 0 ? null : policy.Judge(note).Problem);
        if (json)
            terminal.WriteJson(Report(note, verdict, problem));
        else if (problem is null)
            Write(terminal, note, verdict);
        else
            throw new Failure(ExitCodes.Problems, $"{file}: {problem}");
        return problem is null ? ExitCodes.Ok : ExitCodes.Problems;
    }

    private static IEnumerable<VerifierKey> KeysOf(TrustPolicy policy) =>
        [.. policy.Logs.Select(log => log.Key), .. policy.Witnesses.Select(witness => witness.Key)];

    /// <summary>The text as it was signed, an empty line, and a line for each signature that holds.</summary>
    private static void Write(Terminal terminal, SignedNote note, NoteVerdict verdict)
    {
        terminal.Output.Write(note.Text);
        terminal.Output.WriteLine();
        foreach (var one in verdict.Verified)
        {
            var what = one.CosignedAt is { } at ? $"cosigned by {one.Key.Name} at {Time(at)}" : $"signed by {one.Key.Name}";
            terminal.Output.WriteLine($"{what}, key {one.Key.Id:x8}, {one.Key.Suite.Name}");
        }

        if (Unknown(note, verdict) is > 0 and var unknown)
            terminal.Output.WriteLine($"{unknown} further {(unknown == 1 ? "signature" : "signatures")} of keys that you did not name");
    }

    /// <summary>A text that no trusted key has signed is to be ignored; it is not shown.</summary>
    private static object Report(SignedNote note, NoteVerdict verdict, string? problem) => new
    {
        Holds = problem is null,
        Problem = problem,
        Text = problem is null ? note.Text : null,
        Signatures = verdict.Verified.Select(one => new
        {
            one.Key.Name,
            Id = one.Key.Id.ToString("x8", CultureInfo.InvariantCulture),
            Algorithm = one.Key.Suite.Name,
            one.CosignedAt,
        }),
        Unknown = Unknown(note, verdict),
    };

    private static int Unknown(SignedNote note, NoteVerdict verdict) =>
        note.Signatures.Distinct().Count() - verdict.Verified.Count;
}
