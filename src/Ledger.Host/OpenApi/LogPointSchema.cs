using Ledger.Host.Queries;
using Microsoft.OpenApi;

namespace Ledger.Host.OpenApi;

/// <summary>
/// Says in the document that each answer with a position names its place in the log too. The records behind the answers do not know of
/// it: it is added when an answer is written (<see cref="JsonAnswer{T}"/>).
/// </summary>
internal static class LogPointSchema
{
    private const string Json = "application/json";

    public static void AddTo(OpenApiDocument document)
    {
        var answers = document.Paths.Values
            .SelectMany(path => path.Operations?.Values.ToList() ?? [])
            .Select(operation => operation.Responses?.GetValueOrDefault("200")?.Content?.GetValueOrDefault(Json)?.Schema)
            .OfType<OpenApiSchemaReference>()
            .Select(reference => reference.Reference.Id)
            .Distinct();
        foreach (var name in answers)
        {
            if (name is not null && document.Components?.Schemas?.GetValueOrDefault(name) is OpenApiSchema { Properties: { } properties } schema
                && properties.ContainsKey("position"))
                properties[LogPoint.Property] = Point(schema);
        }
    }

    private static OpenApiSchema Point(OpenApiSchema answer)
    {
        (answer.Required ??= new HashSet<string>(StringComparer.Ordinal)).Add(LogPoint.Property);
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "本答复所依据的账本：位置以内的事实条数，及其封存树的根（RFC 6962，base64）。",
            Required = new HashSet<string>(StringComparer.Ordinal) { "size", "root" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["size"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
                ["root"] = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        };
    }
}
