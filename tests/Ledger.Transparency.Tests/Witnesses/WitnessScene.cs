using System.Text;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Tests.Trees;
using Ledger.Transparency.Trees;
using Ledger.Transparency.Witnesses;

namespace Ledger.Transparency.Tests.Witnesses;

/// <summary>A witness with a folder of its own, and a log that it knows.</summary>
internal sealed class WitnessScene : IDisposable
{
    public static readonly SigningKey Log = NoteVector.Signer("log");
    public static readonly SigningKey Other = NoteVector.Signer("other");
    public static readonly SigningKey Cosigner = NoteVector.Signer("w1");
    private readonly FileWitnessMemory memory;

    public WitnessScene(Action<FileStep>? reached = null)
    {
        Folder = Directory.CreateTempSubdirectory("witness-").FullName;
        memory = new FileWitnessMemory(Folder, Cosigner.Verifier, reached ?? (_ => { }));
        Witness = Open(memory);
    }

    public string Folder { get; }

    public Witness Witness { get; }

    public SetTime Time { get; } = new();

    /// <summary>What another process, or this one after a restart, would make of the folder.</summary>
    public Witness Reopen() => Open(new FileWitnessMemory(Folder, Cosigner.Verifier));

    public static string Signed(Checkpoint checkpoint, SigningKey? by = null) => SignedNote.Sign(checkpoint.Text, [by ?? Log]).Write();

    public static Checkpoint Head(NaiveTree tree, int size) => new(Log.Verifier.Name, size, tree.Root(size));

    public static string Request(NaiveTree tree, int oldSize, int newSize)
    {
        var proof = oldSize == 0 ? [] : tree.Proof(oldSize, newSize);
        return Request(oldSize, proof, Signed(Head(tree, newSize)));
    }

    public static string Request(long oldSize, IEnumerable<TreeHash> proof, string note) =>
        $"old {oldSize}\n{string.Concat(proof.Select(hash => hash.ToBase64() + "\n"))}\n{note}";

    public Task<WitnessAnswer> Send(string body) => Witness.AddCheckpoint(Encoding.UTF8.GetBytes(body), CancellationToken.None);

    public Task<WitnessAnswer> Latest() => Witness.Latest(OriginHash.Of(Log.Verifier.Name), CancellationToken.None);

    public void Dispose()
    {
        memory.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private Witness Open(FileWitnessMemory over) =>
        new(Cosigner, [new WitnessedLog(Log.Verifier.Name, [Log.Verifier, Other.Verifier])], over, Time);
}

/// <summary>A clock that stands until it is set.</summary>
internal sealed class SetTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = DateTimeOffset.FromUnixTimeSeconds(1_753_000_000);

    public override DateTimeOffset GetUtcNow() => Now;
}
