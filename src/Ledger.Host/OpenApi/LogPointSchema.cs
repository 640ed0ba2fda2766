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
        foreach (var path in document.Paths.Values)
        {
            foreach (var operation in path.Operations?.Values.ToList() ?? [])
            {
                if (AnswerOf(operation) is { } name && document.Components?.Schemas is { } schemas
                    && schemas.TryGetValue(name, out var found) && found is OpenApiSchema { Properties: { } properties } schema
                    && properties.ContainsKey("position"))
                    properties[LogPoint.Property] = Point(schema);
            }
        }
    }

    private static string? AnswerOf(OpenApiOperation operation) =>
        operation.Responses is { } responses && responses.TryGetValue("200", out var ok) && ok.Content is { } content
            && content.TryGetValue(Json, out var media) && media.Schema is OpenApiSchemaReference reference
            ? reference.Reference.Id
            : null;

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
