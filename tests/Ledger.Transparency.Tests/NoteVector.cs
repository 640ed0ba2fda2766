using System.Text;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Policies;

namespace Ledger.Transparency.Tests;

/// <summary>
/// Files made by others: by the note and tree packages of the Go checksum database, and cosigned by two Go implementations of
/// cosignature/v1. The keys are made from words that everybody knows and good for nothing else.
/// </summary>
internal static class NoteVector
{
    private static readonly Dictionary<string, string[]> Keys = Text("keys.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' ')).ToDictionary(items => items[0], items => items[1..]);

    public static VerifierKey Log => Verifier("log");

    /// <summary>Of <c>w1</c>, <c>w2</c> and <c>w3</c>.</summary>
    public static IEnumerable<VerifierKey> Witnesses => new[] { "w1", "w2", "w3" }.Select(Verifier);

    public static byte[] Bytes(string name)
    {
        using var stream = typeof(NoteVector).Assembly.GetManifestResourceStream("NoteVectors/" + name).ShouldNotBeNull();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public static string Text(string name) => Encoding.UTF8.GetString(Bytes(name));

    public static SignedNote Note(string name)
    {
        SignedNote.TryParse(Bytes(name), out var note, out var problem).ShouldBeTrue(problem);
        return note!;
    }

    public static byte[] Entry(int index) => Encoding.UTF8.GetBytes(Text("entries.txt").Split('\n')[index]);

    public static VerifierKey Verifier(string label)
    {
        VerifierKey.TryParse(Keys[label][0], out var key, out var problem).ShouldBeTrue(problem);
        return key!;
    }

    public static SigningKey Signer(string label)
    {
        SigningKey.TryParse(Keys[label][1], out var key, out var problem).ShouldBeTrue(problem);
        return key!;
    }

    public static TrustPolicy Policy(string text)
    {
        foreach (var (label, key) in Keys)
            text = text.Replace($"<{label}>", key[0], StringComparison.Ordinal);
        TrustPolicy.TryParse(text, out var policy, out var problem).ShouldBeTrue(problem);
        return policy!;
    }
}
