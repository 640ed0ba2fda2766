using System.Text.Json.Serialization.Metadata;
using Ledger.Host.Commands;
using Ledger.Host.Requests;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Ledger.Host.OpenApi;

/// <summary>OpenAPI 3.1 from the endpoints themselves; what they cannot say of themselves is added from their descriptions.</summary>
public static class OpenApiSetup
{
    public static IServiceCollection AddLedgerOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "继续教育合规账本 Ledger",
                Version = "v1",
                Description = "命令须带 Idempotency-Key；登录功能启用之前，写入仅限本机。查询以 validAt（哪一天有效）和 knownAt（当时所知）取两个时间。",
                License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
            };
            // Where the service stands is for whoever fetched this to know.
            document.Servers = [new OpenApiServer { Url = "/" }];
            FillIdsFromPath(document);
            LogPointSchema.AddTo(document);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Correct(schema, context.JsonTypeInfo);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
    });

    /// <summary>Required is what a constructor cannot do without; what a record computes from its parts is no part of it.</summary>
    private static void Correct(OpenApiSchema schema, JsonTypeInfo type)
    {
        if (type.Type == typeof(decimal))
            schema.Format = null;
        if (type.Kind != JsonTypeInfoKind.Object || schema.Properties is null)
            return;
        foreach (var property in type.Properties.Where(property => property.AssociatedParameter is null))
            schema.Properties.Remove(property.Name);
        schema.Required = type.Properties.Where(CommandJson.IsNeeded).Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What the path says need not be said again in the body.</summary>
    private static void FillIdsFromPath(OpenApiDocument document)
    {
        foreach (var route in CommandRoute.All)
        {
            if (document.Components?.Schemas?.TryGetValue(route.Command.Name, out var found) != true || found is not OpenApiSchema schema)
                continue;
            foreach (var name in PathParameters.NamesIn(route.Pattern))
                schema.Required?.Remove(name);
            schema.AdditionalPropertiesAllowed = false;
        }
    }

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        operation.Parameters ??= [];
        foreach (var name in PathParameters.NamesIn(context.Description.RelativePath ?? ""))
            PathParameters.Add(operation, name);
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var parameter in metadata.OfType<QueryDescription>().SelectMany(query => query.Parameters))
            QueryParameters.Add(operation, parameter);
        if (metadata.OfType<CommandDescription>().Any())
            CommandParameters.Add(operation);
        if (operation.Parameters.Count == 0)
            operation.Parameters = null;
    }
}
