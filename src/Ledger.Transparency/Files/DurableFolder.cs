using System.Runtime.InteropServices;

namespace Ledger.Transparency.Files;

/// <summary>
/// Brings the names in a folder to the disk: a rename that only the file's own flush went before may be gone after a power cut. .NET
/// opens no folders, so the C library is asked; where there is none, the system keeps its names safe by itself.
/// </summary>
public static partial class DurableFolder
{
    /// <summary>O_RDONLY | O_CLOEXEC of Linux: a program that is started meanwhile does not inherit it.</summary>
    private const int ReadOnly = 0x80000;

    /// <exception cref="IOException">The folder cannot be opened or flushed.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
            throw Problem(folder);
        try
        {
            if (Flush(descriptor) != 0)
                throw Problem(folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Problem(string folder) =>
        new($"{folder} cannot be brought to the disk: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
