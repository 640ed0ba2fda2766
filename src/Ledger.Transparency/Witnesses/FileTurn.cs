namespace Ledger.Transparency.Witnesses;

/// <summary>
/// The right to work on a file's log, one process at a time: flock, which .NET takes for <see cref="FileShare.None"/> and the kernel drops
/// with the process, however that ends.
/// </summary>
internal static class FileTurn
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <exception cref="IOException">Somebody held it all the time.</exception>
    public static async Task<FileStream> Take(string path, TimeSpan patience, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException) && waited < patience)
            {
                await Task.Delay(Pause, cancellation);
            }
        }
    }
}
