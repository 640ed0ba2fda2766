using System.Text;

namespace Ledger.Cli.Output;

/// <summary>
/// A file that a verb writes: made beside its place and moved there when it is whole, so that a stop leaves nothing half.
/// </summary>
internal sealed class OutputFile : IAsyncDisposable
{
    private const int BufferBytes = 1 << 16;
    private readonly string path;
    private readonly string beside;

    private OutputFile(string path)
    {
        this.path = path;
        beside = path + ".part";
        Stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.Read, BufferBytes);
    }

    public Stream Stream { get; }

    /// <summary>Null where no file was asked for. Judges the place at once, before anything else is done.</summary>
    /// <exception cref="Failure">It is no place for a file.</exception>
    public static OutputFile? At(string? path)
    {
        if (path is null)
            return null;
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw new Failure($"{path} is a folder: name a file to write to.");
        if (Path.GetDirectoryName(full) is { } folder && !Directory.Exists(folder))
            throw new Failure($"{path}: there is no folder {folder}.");
        return new OutputFile(full);
    }

    /// <exception cref="Failure">What is written would take the place of what is read, and the sender's file would be gone.</exception>
    public static void DemandOther(string? output, string input)
    {
        if (output is not null && string.Equals(Path.GetFullPath(output), Path.GetFullPath(input), StringComparison.Ordinal))
            throw new Failure($"{output} is the file that is read: name another one to write to.");
    }

    public TextWriter Writer() => new StreamWriter(Stream, new UTF8Encoding(false), BufferBytes, leaveOpen: true);

    /// <summary>Puts the file into its place. Without it nothing is left behind.</summary>
    public async Task Keep()
    {
        await Stream.DisposeAsync();
        File.Move(beside, path, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        File.Delete(beside);
    }
}
