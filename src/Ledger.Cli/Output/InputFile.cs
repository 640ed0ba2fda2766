namespace Ledger.Cli.Output;

/// <summary>A file that a verb reads, looked at before a database is reached for.</summary>
internal static class InputFile
{
    /// <summary>In the place of a file's name: standard input.</summary>
    public const string FromInput = "-";

    private const int BufferBytes = 1 << 16;

    /// <exception cref="Failure">There is no such file. What is in it is judged by whoever reads it.</exception>
    public static string Demand(string path)
    {
        if (Directory.Exists(path))
            throw new Failure($"{path} is a folder: name a file.");
        return File.Exists(path) ? path : throw new Failure($"{path}: there is no such file.");
    }

    /// <summary>The file's bytes as they are, from the first on; <see cref="FromInput"/> is standard input.</summary>
    /// <exception cref="Failure">There is no such file.</exception>
    public static Stream Open(Terminal terminal, string path) => path == FromInput
        ? terminal.InputBytes
        : new FileStream(Demand(path), FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan);

    /// <summary>A whole file. Read to the limit and not to the length: a device or a pipe says that it has none.</summary>
    /// <exception cref="Failure">There is no such file, or it is longer than <paramref name="mostBytes"/>.</exception>
    public static async Task<byte[]> Read(Terminal terminal, string path, int mostBytes, CancellationToken cancellation)
    {
        await using var file = Open(terminal, path);
        using var bytes = new MemoryStream();
        var buffer = new byte[BufferBytes];
        while (await file.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > mostBytes)
                throw new Failure(ExitCodes.Problems, $"{path} is over {mostBytes} bytes, the most that is read.");
        }

        return bytes.ToArray();
    }
}
