using System.CommandLine;
using System.Text;
using Ledger.Cli.Output;
using Ledger.Transparency.Proofs;
using Ledger.Transparency.Trees;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger tree verify inclusion|consistency</c>: a proof against roots that one has from elsewhere.</summary>
internal static class TreeVerifyVerb
{
    /// <summary>A file of at most <see cref="ProofLimits.Hashes"/> lines, bytes; a line has up to 64 characters.</summary>
    private const int ProofBytes = 8 * 1024;

    public static Command Build(Terminal terminal) =>
        new("verify", "Check a proof. Exit status 1 when it does not hold.") { Inclusion(terminal), Consistency(terminal) };

    private static Command Inclusion(Terminal terminal)
    {
        var leaf = Hash("--leaf", "The leaf hash: SHA-256 of a byte 00 and the entry.");
        var entry = new Option<string?>("--entry") { Description = "The entry's bytes, in place of --leaf.", HelpName = "FILE" };
        var (index, size) = (Flags.Number("--index", "Which entry, counted from 0.", 0), Flags.Number("--size", "The tree's size.", 1));
        var (root, proof) = (Hash("--root", "The root of that tree."), Proof());
        var verb = new Command("inclusion", "That an entry stands at its index.") { leaf, entry, index, size, root, proof };
        foreach (var needed in new Option[] { index, size, root })
            needed.Required = true;
        verb.SetAction(async (parsed, cancellation) => await Tell(terminal, InclusionProof.Verify(
            await Leaf(terminal, parsed.GetValue(leaf), parsed.GetValue(entry), cancellation),
            parsed.GetValue(index)!.Value,
            parsed.GetValue(size)!.Value,
            await Hashes(terminal, parsed.GetValue(proof)!, cancellation),
            parsed.GetValue(root)!.Value)));
        return verb;
    }

    private static Command Consistency(Terminal terminal)
    {
        var from = Flags.Number("--from", "The size of the earlier tree.", 0);
        var to = Flags.Number("--to", "The size of the later tree.", 0);
        var (fromRoot, toRoot) = (Hash("--from-root", "The root of the earlier tree."), Hash("--to-root", "The root of the later tree."));
        var proof = Proof();
        var verb = new Command("consistency", "That an earlier tree is the beginning of a later one.")
        {
            from, to, fromRoot, toRoot, proof,
        };
        foreach (var needed in new Option[] { from, to, fromRoot, toRoot })
            needed.Required = true;
        verb.SetAction(async (parsed, cancellation) => await Tell(terminal, ConsistencyProof.Verify(
            parsed.GetValue(from)!.Value,
            parsed.GetValue(to)!.Value,
            parsed.GetValue(fromRoot)!.Value,
            parsed.GetValue(toRoot)!.Value,
            await Hashes(terminal, parsed.GetValue(proof)!, cancellation))));
        return verb;
    }

    private static Option<string> Proof() => new("--proof")
    {
        Description = "The proof, a hash a line, hexadecimal or base64 (default: standard input).",
        HelpName = "FILE|-",
        DefaultValueFactory = _ => InputFile.FromInput,
    };

    private static Option<TreeHash?> Hash(string name, string description) => new(name)
    {
        Description = description + " Hexadecimal or base64.",
        HelpName = "HASH",
        CustomParser = result =>
        {
            if (TryRead(result.Tokens[0].Value, out var hash))
                return hash;
            result.AddError($"{name}: '{result.Tokens[0].Value}' is not a hash of {TreeHash.Bytes} bytes in hexadecimal or base64.");
            return null;
        },
    };

    private static bool TryRead(string text, out TreeHash hash) =>
        TreeHash.TryFromHex(text, out hash) || TreeHash.TryFromBase64(text, out hash);

    private static async Task<TreeHash> Leaf(Terminal terminal, TreeHash? leaf, string? entry, CancellationToken cancellation) =>
        (leaf, entry) switch
        {
            ({ } hash, null) => hash,
            (null, { } file) => TreeHasher.Leaf(await InputFile.Read(terminal, file, Trees.EntryLines.LineBytes, cancellation)),
            _ => throw new Failure("Give the leaf hash with --leaf or the entry's bytes with --entry, and not both."),
        };

    private static async Task<IReadOnlyList<TreeHash>> Hashes(Terminal terminal, string file, CancellationToken cancellation)
    {
        var lines = Encoding.ASCII.GetString(await InputFile.Read(terminal, file, ProofBytes, cancellation)).Split('\n');
        var count = lines[^1].Length == 0 ? lines.Length - 1 : lines.Length;
        var hashes = new TreeHash[count];
        for (var at = 0; at < count; at++)
        {
            if (!TryRead(lines[at], out hashes[at]))
                throw new Failure(ExitCodes.Problems, $"{file}: line {at + 1} is not a hash in hexadecimal or base64.");
        }

        return hashes;
    }

    private static async Task<int> Tell(Terminal terminal, ProofVerdict verdict)
    {
        if (verdict.Problem is { } problem)
            throw new Failure(ExitCodes.Problems, problem);
        await terminal.Output.WriteLineAsync("The proof holds.");
        return ExitCodes.Ok;
    }
}
