using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ledger.Domain.Kernel;

namespace Ledger.Host.Requests;

/// <summary>The JSON of commands: that of facts, and what a record's constructor cannot do without must be there.</summary>
public static class CommandJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(FactCatalog.Json)
        {
            MaxDepth = HostLimits.CommandJsonDepth,
            RespectNullableAnnotations = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireWhatIsNotOptional } },
        };
        options.MakeReadOnly();
        return options;
    }

    /// <summary>
    /// The serializer's own rule would also require a nullable parameter without a default; ours does not. Without any rule a missing
    /// gravity would be the first word of its list, which nobody said.
    /// </summary>
    internal static void RequireWhatIsNotOptional(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AssociatedParameter is not null)
                property.IsRequired = IsNeeded(property);
        }
    }

    internal static bool IsNeeded(JsonPropertyInfo property) =>
        property.AssociatedParameter is { HasDefaultValue: false } && !IsNullable(property);

    internal static bool IsNullable(JsonPropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null
        || (!property.PropertyType.IsValueType && property.IsSetNullable && property.AssociatedParameter is not { IsNullable: false });
}
