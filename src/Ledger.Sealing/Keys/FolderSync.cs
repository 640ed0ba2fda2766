using System.Runtime.InteropServices;

namespace Ledger.Sealing.Keys;

/// <summary>
/// Brings a folder's entries to the disk. A rename is in the folder, not in the file: without this a power cut can undo it. .NET opens no
/// folders, so the C library is asked.
/// </summary>
internal static partial class FolderSync
{
    private const int ReadOnlyFolder = 0x10000;

    public static void Flush(string folder)
    {
        var handle = Open(folder, ReadOnlyFolder);
        if (handle < 0)
            throw new IOException($"The folder {folder} cannot be opened.");
        try
        {
            if (FSync(handle) != 0)
                throw new IOException($"The folder {folder} cannot be brought to the disk.");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
