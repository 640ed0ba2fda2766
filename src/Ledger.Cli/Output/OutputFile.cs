using System.Text;

namespace Ledger.Cli.Output;

/// <summary>
/// A file that a verb writes: made beside its place and moved there when it is whole, so that a stop leaves nothing half.
/// </summary>
internal static class OutputFile
{
    private const int BufferBytes = 1 << 16;

    public static async Task Write(string path, Func<TextWriter, Task> write)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw new Failure($"{path} is a folder: name a file to write to.");
        if (Path.GetDirectoryName(full) is { } folder && !Directory.Exists(folder))
            throw new Failure($"{path}: there is no folder {folder}.");

        var beside = full + ".part";
        try
        {
            await using (var writer = new StreamWriter(beside, append: false, new UTF8Encoding(false), BufferBytes))
                await write(writer);
            File.Move(beside, full, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
