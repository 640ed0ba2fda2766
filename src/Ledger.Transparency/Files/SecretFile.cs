namespace Ledger.Transparency.Files;

/// <summary>A small file that only its owner may read: a private key, or the memory of what was signed.</summary>
public static class SecretFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>How often, and with which pause, a file that was just created is looked at for its content.</summary>
    private const int ReadTries = 100;
    private const int ReadPauseMilliseconds = 10;

    /// <summary>
    /// Creates it, on the disk when this returns. Creating is the one step that only one process can do; a move into place is not: one
    /// that came late would put a second key over the first, which may have been used by then.
    /// </summary>
    /// <returns>False when there is something of that name already; it stays as it is.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static bool TryCreate(string path, ReadOnlySpan<byte> content)
    {
        FileStream file;
        try
        {
            file = Open(path, FileMode.CreateNew);
        }
        catch (IOException) when (Path.Exists(path))
        {
            return false;
        }

        using (file)
            Write(file, content);
        DurableFolder.Flush(FolderOf(path));
        return true;
    }

    /// <summary>Puts other content in its place, whole or not at all, and on the disk when this returns.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var beside = path + ".part";
        using (var file = Open(beside, FileMode.Create))
            Write(file, content);
        File.Move(beside, path, overwrite: true);
        DurableFolder.Flush(FolderOf(path));
    }

    public static bool IsOpenToOthers(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None;

    /// <summary>
    /// Its text. The process that creates the file writes it in the next moment and at once; until then it is empty, and is waited for.
    /// </summary>
    public static string Read(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            var text = File.ReadAllText(path);
            if (text.Length > 0 || attempt == ReadTries)
                return text;
            Thread.Sleep(ReadPauseMilliseconds);
        }
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }

    private static void Write(FileStream file, ReadOnlySpan<byte> content)
    {
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;
}
