using System.Net;
using Ledger.Transparency.Tiles;

namespace Ledger.Sealing.Outside;

/// <summary>
/// A log over HTTP (C2SP tlog-tiles), this one or another. Nothing that comes back is believed here: who asks checks it.
/// </summary>
/// <param name="prefix">Where <c>checkpoint</c> and <c>tile</c> stand under.</param>
public sealed class HttpLog(HttpClient client, Uri prefix) : ITileSource
{
    private readonly Uri prefix = prefix.AbsoluteUri.EndsWith('/') ? prefix : new Uri(prefix.AbsoluteUri + "/");

    /// <exception cref="OutsideException">The log does not answer, or has none.</exception>
    public async Task<byte[]> Checkpoint(CancellationToken cancellation) =>
        await Get("checkpoint", OutsideLimits.CheckpointBytes, cancellation) switch
        {
            (HttpStatusCode.OK, { } note) => note,
            var (status, _) => throw new OutsideException($"{prefix}checkpoint: answered {(int)status}."),
        };

    /// <returns>Null for a tile that the log says it does not have.</returns>
    /// <exception cref="OutsideException">The log does not answer, or answers more than a tile can hold.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> Read(TileAddress address, CancellationToken cancellation) =>
        await Get(address.Path, address.IsEntries ? OutsideLimits.BundleBytes : 256 * 32, cancellation) switch
        {
            (HttpStatusCode.OK, { } tile) => (ReadOnlyMemory<byte>?)tile,
            (HttpStatusCode.NotFound, _) => null,
            (HttpStatusCode.Forbidden, _) =>
                throw new OutsideForbiddenException($"{prefix}{address.Path}: not given to this caller (403)."),
            var (status, _) => throw new OutsideException($"{prefix}{address.Path}: answered {(int)status}."),
        };

    private async Task<(HttpStatusCode Status, byte[]? Body)> Get(string path, int mostBytes, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(OutsideLimits.RequestTime);
            try
            {
                using var response = await client.GetAsync(new Uri(prefix, path), HttpCompletionOption.ResponseHeadersRead, limit.Token);
                var busy = response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests;
                if (busy && attempt < OutsideLimits.Tries)
                {
                    await Task.Delay(TimeSpan.FromSeconds(attempt), cancellation);
                    continue;
                }

                return (response.StatusCode, response.IsSuccessStatusCode ? await Body(response, path, mostBytes, limit.Token) : null);
            }
            catch (Exception error) when (error is HttpRequestException
                || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                if (attempt == OutsideLimits.Tries)
                    throw new OutsideException($"{prefix}{path}: no answer ({error.GetType().Name}).");
            }
        }
    }

    private async Task<byte[]> Body(HttpResponseMessage response, string path, int mostBytes, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (body.Length + read > mostBytes)
                throw new OutsideException($"{prefix}{path}: the answer is longer than {mostBytes} bytes.");
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
