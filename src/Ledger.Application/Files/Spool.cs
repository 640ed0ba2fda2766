namespace Ledger.Application.Files;

/// <summary>Keeps a stream that can be read only once, such as an upload, where it can be read twice.</summary>
internal static class Spool
{
    /// <summary>A file that only its owner can read and that is deleted when it is closed. One byte past the limit is enough to refuse
    /// it.</summary>
    public static async Task<Stream> ToDisk(Stream source, long mostBytes, CancellationToken cancellation)
    {
        await using var _ = source;
        var file = new FileStream(Path.GetTempFileName(), new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.SequentialScan,
            BufferSize = 128 * 1024,
        });
        try
        {
            var buffer = new byte[128 * 1024];
            for (long left = mostBytes + 1; left > 0;)
            {
                var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellation);
                if (read == 0)
                {
                    break;
                }

                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
                left -= read;
            }

            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
