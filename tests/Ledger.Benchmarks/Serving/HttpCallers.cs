using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Ledger.Benchmarks.Serving;

/// <summary>Callers that each keep one connection over loopback and ask again as soon as they are answered.</summary>
internal sealed class HttpCallers : IDisposable
{
    public const int Connections = 32;

    public HttpCallers(Uri server) => Client = new HttpClient(
        new SocketsHttpHandler { MaxConnectionsPerServer = Connections, UseCookies = false, UseProxy = false })
    {
        BaseAddress = server,
    };

    public HttpClient Client { get; }

    /// <param name="known">The tag that each caller says it has; null for none, and then every answer comes whole.</param>
    /// <returns>Answers per second.</returns>
    public async Task<double> Rate(string address, double seconds, EntityTagHeaderValue? known, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            var answered = 0;
            for (; clock.Elapsed.TotalSeconds < seconds; answered++)
                await Ask(address, known, cancellation);
            return answered;
        }, cancellation)));
        return answers.Sum() / clock.Elapsed.TotalSeconds;
    }

    private async Task Ask(string address, EntityTagHeaderValue? known, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (known is not null)
            request.Headers.IfNoneMatch.Add(known);
        using var answer = await Client.SendAsync(request, cancellation);
        await answer.Content.CopyToAsync(Stream.Null, cancellation);
        if (answer.StatusCode != (known is null ? HttpStatusCode.OK : HttpStatusCode.NotModified))
            throw new InvalidOperationException($"{address} answered {(int)answer.StatusCode}.");
    }

    public void Dispose() => Client.Dispose();
}
