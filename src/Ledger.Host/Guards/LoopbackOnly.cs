using System.Net;
using Ledger.Application.Jurisdictions;
using Ledger.Host.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Ledger.Host.Guards;

/// <summary>Marks an endpoint that only this machine may use until sign-in exists: writes, and what is about one person.</summary>
public sealed class LoopbackOnly
{
    public static LoopbackOnly Required { get; } = new();

    private LoopbackOnly() { }
}

/// <summary>
/// Judges by the connection and not by a header. A request that a proxy passed on came from elsewhere, whatever the connection says.
/// A browser on this machine speaks from loopback too, for whichever page it has open: so a page of another origin is refused
/// (Origin, Sec-Fetch-Site), and so is a foreign name that was made to resolve to this machine (Host).
/// </summary>
public static class LoopbackGuard
{
    /// <summary>
    /// What proxies add, and the beginnings of families of it. A proxy that adds nothing cannot be told from a program here.
    /// </summary>
    private static readonly string[] MarksOfAProxy =
    [
        "Forwarded", "X-Forwarded", "X-Original-Forwarded", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "X-Envoy", "True-Client-IP",
        "CF-", "Fastly-Client-IP", "Via",
    ];

    public static IApplicationBuilder UseLoopbackGuard(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var problem = context.GetEndpoint()?.Metadata.GetMetadata<LoopbackOnly>() is null
            ? null
            : Judge(context.Connection.RemoteIpAddress, context.Request);
        if (problem is null)
            await next(context);
        else
            await new ProblemResult(problem).ExecuteAsync(context);
    });

    public static Problem? Judge(IPAddress? remote, HttpRequest request)
    {
        if (!IsLoopback(remote) || request.Headers.Keys.Any(IsOfAProxy))
            return KnownProblems.LoopbackOnly;
        return IsNamedLocally(request.Host) && IsSameOrigin(request) ? null : KnownProblems.CrossOrigin;
    }

    private static bool IsOfAProxy(string header) =>
        MarksOfAProxy.Any(mark => header.StartsWith(mark, StringComparison.OrdinalIgnoreCase));

    private static bool IsLoopback(IPAddress? remote) =>
        remote is not null && IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote);

    private static bool IsNamedLocally(HostString host) =>
        HostNames.IsOfThisMachine(host.Host)
        || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsSameOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin" or "none"))
            return false;
        var origin = request.Headers[HeaderNames.Origin].ToString();
        return origin.Length == 0 || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
