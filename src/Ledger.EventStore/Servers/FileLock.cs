namespace Ledger.EventStore.Servers;

/// <summary>
/// A lock on a file between processes. On Linux .NET takes flock for it: shared for <see cref="FileShare.Read"/>, exclusive for
/// <see cref="FileShare.None"/>. The kernel drops it with the process, however that ends.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly FileStream stream;

    private FileLock(FileStream stream) => this.stream = stream;

    public void Dispose() => stream.Dispose();

    public static FileLock? TryShared(string path) => Try(path, FileShare.Read);

    public static FileLock? TryExclusive(string path) => Try(path, FileShare.None);

    /// <exception cref="PrivateServerException">Somebody held it all the time.</exception>
    public static async Task<FileLock> Exclusive(string path, TimeSpan patience, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; waited < patience; waited += Pause)
        {
            if (TryExclusive(path) is { } taken)
                return taken;
            await Task.Delay(Pause, cancellation);
        }

        throw new PrivateServerException($"Another process has held {path} for {patience}.");
    }

    private static FileLock? Try(string path, FileShare share)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, share));
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException))
        {
            return null;
        }
    }
}
