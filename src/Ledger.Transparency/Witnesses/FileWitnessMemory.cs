using System.Collections.Concurrent;
using System.Text;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Files;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Witnesses;

/// <summary>
/// A file for each log, named by the hash of its origin, that holds the latest cosigned checkpoint as a signed note. It is written beside
/// its place, brought to the disk, and renamed; whenever the process or the machine dies, the old one or the new one is there and whole.
/// </summary>
public sealed class FileWitnessMemory : IWitnessMemory, IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new(StringComparer.Ordinal);
    private readonly string folder;
    private readonly VerifierKey cosigner;
    private readonly Action<FileStep> reached;

    /// <param name="folder">Made if it is not there.</param>
    /// <param name="cosigner">Whose cosignatures it holds; a file without a true one is not believed.</param>
    public FileWitnessMemory(string folder, VerifierKey cosigner) : this(folder, cosigner, _ => { }) { }

    internal FileWitnessMemory(string folder, VerifierKey cosigner, Action<FileStep> reached)
    {
        (this.folder, this.cosigner, this.reached) = (Path.GetFullPath(folder), cosigner, reached);
        Directory.CreateDirectory(this.folder);
        DurableFolder.Flush(Path.GetDirectoryName(this.folder) ?? this.folder);
    }

    public async Task<WitnessAnswer> Exchange(string origin, Func<WitnessState?, WitnessStep> step, CancellationToken cancellation)
    {
        var name = Path.Combine(folder, OriginHash.Of(origin));
        var turn = turns.GetOrAdd(origin, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellation);
        try
        {
            using var held = await FileTurn.Take(name + ".lock", WitnessLimits.LockPatience, cancellation);
            var (next, answer) = step(Read(name, origin));
            if (next is not null)
                Write(name, next);
            return answer;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WitnessMemoryException($"The witness cannot keep its state in {folder}: {error.Message}", error);
        }
        finally
        {
            turn.Release();
        }
    }

    public Task<WitnessState?> Recall(string origin, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult(Read(Path.Combine(folder, OriginHash.Of(origin)), origin));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WitnessMemoryException($"The witness cannot read its state in {folder}: {error.Message}", error);
        }
    }

    public void Dispose()
    {
        foreach (var turn in turns.Values)
            turn.Dispose();
    }

    private WitnessState? Read(string name, string origin)
    {
        var path = name + ".note";
        if (!File.Exists(path))
            return null;
        if (SignedNote.TryParse(File.ReadAllBytes(path), out var note, out var problem)
            && Checkpoint.TryParse(note.Text, out var checkpoint, out problem)
            && checkpoint.Origin == origin
            && note.Verify([cosigner]).Verified is [{ CosignedAt: { } at }])
            return new WitnessState(checkpoint, note, at);
        throw new WitnessMemoryException(
            $"{path} does not hold a checkpoint of {origin} cosigned by {cosigner.Name} ({problem ?? "its cosignature does not hold"}). "
            + "Restore it from the log's own copy of the latest cosigned checkpoint; never delete it.");
    }

    private void Write(string name, WitnessState state)
    {
        var beside = name + ".part";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            reached(FileStep.Created);
            file.Write(Utf8.GetBytes(state.Note.Write()));
            reached(FileStep.Written);
            file.Flush(flushToDisk: true);
        }

        reached(FileStep.Flushed);
        File.Move(beside, name + ".note", overwrite: true);
        reached(FileStep.Renamed);
        DurableFolder.Flush(folder);
        reached(FileStep.FolderFlushed);
    }
}

/// <summary>Between any two of these a process may die.</summary>
internal enum FileStep
{
    Created,
    Written,
    Flushed,
    Renamed,
    FolderFlushed,
}
