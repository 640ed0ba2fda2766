using System.CommandLine;
using Ledger.Cli.Output;
using Ledger.Transparency.Proofs;

namespace Ledger.Cli.Verbs;

/// <summary>
/// <c>ledger proof verify FILE.tlog-proof --entry FILE</c>: whether these bytes stand in the log, by nothing but files and keys.
/// </summary>
internal static class ProofVerb
{
    /// <summary>An entry, bytes. Those of a ledger have a few thousand; other logs may hold longer ones.</summary>
    private const int EntryBytes = 16 * 1024 * 1024;

    public static Command Build(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The proof, a .tlog-proof file; - reads standard input." };
        var entry = new Option<string>("--entry")
        {
            Description = "The entry's bytes, exactly as the log holds them, without a newline of yours; - reads standard input.",
            HelpName = "FILE|-",
            Required = true,
        };
        var (trust, json) = (new TrustOptions(), Flags.Json());
        var verify = new Command("verify", "Check that an entry is logged under a checkpoint that you trust. Exit status 1 when not.")
        {
            file, entry, json,
        };
        trust.AddTo(verify);
        verify.SetAction((parsed, cancellation) => Verify(
            terminal, parsed.GetValue(file)!, parsed.GetValue(entry)!, trust, parsed, parsed.GetValue(json), cancellation));
        return new Command("proof", "Proofs that an entry stands in a log (C2SP tlog-proof).") { verify };
    }

    private static async Task<int> Verify(Terminal terminal, string file, string entryFile, TrustOptions trust, ParseResult parsed,
        bool json, CancellationToken cancellation)
    {
        var policy = trust.Policy(parsed) ?? throw new Failure("Name whom you trust: --policy FILE, or --key VKEY of the log.");
        if (file == InputFile.FromInput && entryFile == InputFile.FromInput)
            throw new Failure("Proof and entry cannot both come from standard input.");
        var bytes = await InputFile.Read(terminal, file, ProofLimits.FileBytes, cancellation);
        if (!ProofFile.TryParse(bytes, out var proof, out var problem))
            throw new Failure(ExitCodes.Problems, $"{file}: {problem}");
        var entry = await InputFile.Read(terminal, entryFile, EntryBytes, cancellation);

        var verdict = proof.Verify(entry, policy);
        if (json)
            terminal.WriteJson(Report(proof, verdict));
        else
            await Write(terminal, file, proof, verdict);
        return verdict.Holds ? ExitCodes.Ok : ExitCodes.Problems;
    }

    private static async Task Write(Terminal terminal, string file, ProofFile proof, ProofFileVerdict verdict)
    {
        terminal.WritePairs(
            ("log", verdict.Trust.Checkpoint?.Origin),
            ("index", $"{proof.Index} of {verdict.Trust.Checkpoint?.Size}"),
            ("leaf", verdict.Leaf),
            ("root", verdict.Trust.Checkpoint?.Root),
            ("inclusion", verdict.Inclusion.Holds ? "holds" : "does not hold"),
            ("checkpoint", verdict.Trust.Holds ? "trusted" : "not trusted"));
        foreach (var key in verdict.Trust.Logs)
            terminal.Output.WriteLine($"signed by {key.Name}, key {key.Id:x8}, {key.Suite.Name}");
        foreach (var witness in verdict.Trust.Witnesses)
            terminal.Output.WriteLine($"cosigned by {witness.Name} ({witness.Key.Name}) at {NoteVerb.Time(witness.At)}");
        if (proof.Extra is { } extra)
            terminal.Output.WriteLine($"{extra.Length} bytes of extra data, which nobody signed");
        foreach (var problem in verdict.Problems)
            await terminal.Error.WriteLineAsync($"{file}: {problem}");
    }

    private static object Report(ProofFile proof, ProofFileVerdict verdict) => new
    {
        verdict.Holds,
        verdict.Problems,
        proof.Index,
        Leaf = verdict.Leaf.ToString(),
        Inclusion = verdict.Inclusion.Holds,
        Checkpoint = verdict.Trust.Holds,
        verdict.Trust.Checkpoint?.Origin,
        verdict.Trust.Checkpoint?.Size,
        Root = verdict.Trust.Checkpoint?.Root.ToString(),
        Logs = verdict.Trust.Logs.Select(key => key.ToString()),
        Witnesses = verdict.Trust.Witnesses.Select(one => new { one.Name, Key = one.Key.ToString(), one.At }),
    };
}
