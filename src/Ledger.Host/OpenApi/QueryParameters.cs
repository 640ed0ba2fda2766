using System.Text.Json.Nodes;
using Ledger.Host.Requests;
using Microsoft.OpenApi;

namespace Ledger.Host.OpenApi;

internal static class QueryParameters
{
    public static void Add(OpenApiOperation operation, QueryParameter parameter) => operation.Parameters!.Add(new OpenApiParameter
    {
        Name = parameter.Name,
        In = ParameterLocation.Query,
        Required = false,
        Description = parameter.Zh,
        Schema = new OpenApiSchema
        {
            Type = parameter.IsInteger ? JsonSchemaType.Integer : JsonSchemaType.String,
            Format = parameter.Format,
            Enum = parameter.Words is { } words ? [.. words.Select(word => (JsonNode)word)] : null,
        },
    });
}

internal static class CommandParameters
{
    public static void Add(OpenApiOperation operation)
    {
        Header(operation, CommandHeaders.IdempotencyKey, true, "命令的键：同一命令重发时用同一个键，得到同一答复", HostLimits.IdempotencyKeyCharacters);
        Header(operation, "If-Match", false, "作出判断时所见的版本，如 \"12\"；已变化时答复 412", null);
        Header(operation, CommandHeaders.Actor, false, "以何身份写入：代码，不得为姓名；默认 local", CommandHeaders.ActorCharacters);
    }

    private static void Header(OpenApiOperation operation, string name, bool required, string zh, int? characters) =>
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = required,
            Description = zh,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = characters },
        });
}
