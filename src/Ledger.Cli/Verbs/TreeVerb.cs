using System.CommandLine;
using Ledger.Cli.Output;
using Ledger.Cli.Trees;
using Ledger.Transparency.Trees;

namespace Ledger.Cli.Verbs;

/// <summary>
/// <c>ledger tree root|prove|verify</c>: the RFC 6962 tree over the lines of a file, for auditors who want to compute it themselves. Needs
/// no ledger and no database.
/// </summary>
internal static class TreeVerb
{
    private const string FileHelp = "One entry a line, raw bytes: LF ends a line, CR is part of it; - reads standard input.";

    public static Command Build(Terminal terminal) =>
        new("tree", "RFC 6962 trees over the lines of a file.") { Root(terminal), Prove(terminal), TreeVerifyVerb.Build(terminal) };

    private static Command Root(Terminal terminal)
    {
        var (file, json) = (new Argument<string>("FILE") { Description = FileHelp }, Flags.Json());
        var root = new Command("root", "Print the root, hexadecimal.") { file, json };
        root.SetAction((parsed, cancellation) => Root(terminal, parsed.GetValue(file)!, parsed.GetValue(json), cancellation));
        return root;
    }

    private static Command Prove(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = FileHelp };
        var index = Flags.Number("--index", "Which entry, counted from 0.", 0);
        var size = Flags.Number("--size", "The tree of the first N lines (default: all).", 1);
        var inclusion = new Command("inclusion", "That an entry stands at its index.") { file, index, size };
        index.Required = true;
        inclusion.SetAction((parsed, cancellation) => Inclusion(
            terminal, parsed.GetValue(file)!, parsed.GetValue(index)!.Value, parsed.GetValue(size), cancellation));

        var from = Flags.Number("--from", "The size of the earlier tree.", 0);
        var to = Flags.Number("--to", "The size of the later tree (default: all lines).", 0);
        var consistency = new Command("consistency", "That an earlier tree is the beginning of a later one.") { file, from, to };
        from.Required = true;
        consistency.SetAction((parsed, cancellation) => Consistency(
            terminal, parsed.GetValue(file)!, parsed.GetValue(from)!.Value, parsed.GetValue(to), cancellation));
        return new Command("prove", "Print a proof: a hash a line, base64, as C2SP files hold it.") { inclusion, consistency };
    }

    /// <summary>Holds one hash for each bit of the size, however long the file is.</summary>
    private static async Task<int> Root(Terminal terminal, string file, bool json, CancellationToken cancellation)
    {
        var tree = TreeFrontier.Empty();
        await using (var stream = InputFile.Open(terminal, file))
        {
            await foreach (var line in EntryLines.Read(stream, cancellation))
                tree.Append(TreeHasher.Leaf(line.Span));
        }

        var root = tree.Root();
        if (json)
            terminal.WriteJson(new { tree.Size, Root = root.ToString(), Base64 = root.ToBase64() });
        else
            terminal.Output.WriteLine(root);
        return ExitCodes.Ok;
    }

    private static async Task<int> Inclusion(Terminal terminal, string file, long index, long? size, CancellationToken cancellation)
    {
        var tree = await Read(terminal, file, cancellation);
        var of = Within(tree, "--size", size ?? tree.Size);
        if (index >= of)
            throw new Failure($"--index {index}: a tree of {of} entries has none of that index; they count from 0.");
        return await Write(terminal, await InclusionProof.Make(index, of, tree, cancellation));
    }

    private static async Task<int> Consistency(Terminal terminal, string file, long from, long? to, CancellationToken cancellation)
    {
        var tree = await Read(terminal, file, cancellation);
        var until = Within(tree, "--to", to ?? tree.Size);
        if (from > until)
            throw new Failure($"--from {from}: the later tree has {until} entries; a tree does not shrink.");
        return await Write(terminal, await ConsistencyProof.Make(from, until, tree, cancellation));
    }

    private static async Task<EntryTree> Read(Terminal terminal, string file, CancellationToken cancellation)
    {
        await using var stream = InputFile.Open(terminal, file);
        return await EntryTree.Read(stream, cancellation);
    }

    private static long Within(EntryTree tree, string option, long size) => size <= tree.Size
        ? size
        : throw new Failure($"{option} {size}: the file has {tree.Size} lines.");

    private static async Task<int> Write(Terminal terminal, IReadOnlyList<TreeHash> proof)
    {
        foreach (var hash in proof)
            await terminal.Output.WriteLineAsync(hash.ToBase64());
        return ExitCodes.Ok;
    }
}
