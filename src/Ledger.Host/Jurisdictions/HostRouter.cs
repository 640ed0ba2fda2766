using System.Collections.Frozen;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Host.Jurisdictions;

/// <summary>
/// What the listening server runs: it looks at the Host header and hands the request to the ledger of that name, or to the anteroom. It
/// looks at nothing else, and no header that a proxy adds counts.
/// </summary>
internal sealed class HostRouter(IReadOnlyList<ServedJurisdiction> served, HandedServer anteroom) : IHttpApplication<HandedRequest>
{
    private readonly FrozenDictionary<string, ServedJurisdiction> byHost = served
        .SelectMany(one => one.Jurisdiction.Hosts, (one, host) => KeyValuePair.Create(host, one))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public HandedRequest CreateContext(IFeatureCollection contextFeatures)
    {
        // The server lets through one Host header of HTTP/1.1 and none other; HTTP/1.0 may have none.
        var host = new HostString(contextFeatures.GetRequiredFeature<IHttpRequestFeature>().Headers.Host.ToString()).Host;
        var one = byHost.GetValueOrDefault(host);
        if (one?.TryBegin(contextFeatures) is { } request)
            return request;
        if (one is not null)
            contextFeatures.Set(one);
        return anteroom.TryBegin(contextFeatures) ?? NotStarted.Instance;
    }

    public Task ProcessRequestAsync(HandedRequest context) => context.Process();

    public void DisposeContext(HandedRequest context, Exception? exception) => context.End(exception);

    /// <summary>Before the anteroom is there and after it is gone: the server has not begun to listen, or has ended.</summary>
    private sealed class NotStarted : HandedRequest
    {
        public static NotStarted Instance { get; } = new();

        public override Task Process() => throw new InvalidOperationException("A request came while nobody serves.");

        public override void End(Exception? error) { }
    }
}
