using Ledger.Host.Commands;
using Ledger.Host.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.OpenApi;

/// <summary>Says that an endpoint takes a command; OpenAPI gets its headers from it.</summary>
public sealed record CommandDescription(CommandRoute Route);

/// <summary>Parameters of the query string that an endpoint reads.</summary>
public sealed record QueryDescription(IReadOnlyList<QueryParameter> Parameters);

/// <param name="Zh">What it means, in Chinese.</param>
/// <param name="Format">OpenAPI's format, where there is one.</param>
/// <param name="Words">The words allowed, where they are few.</param>
public sealed record QueryParameter(
    string Name, string Zh, string? Format = null, IReadOnlyList<string>? Words = null, bool IsInteger = false);

public static class DescribingEndpoints
{
    public static TBuilder WithProblems<TBuilder>(this TBuilder endpoint, params ReadOnlySpan<int> statuses)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(Problem), [Problem.MediaType]));
        return endpoint;
    }

    public static TBuilder WithQuery<TBuilder>(this TBuilder endpoint, params QueryParameter[] parameters)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new QueryDescription(parameters));
}
