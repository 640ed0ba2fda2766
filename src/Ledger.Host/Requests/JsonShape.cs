using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ledger.Host.Problems;

namespace Ledger.Host.Requests;

/// <summary>
/// Compares JSON with the type it should become and says everything that is wrong with it, each by its path. The serializer alone stops at
/// the first error and speaks of .NET types.
/// </summary>
public sealed class JsonShape(JsonSerializerOptions options)
{
    private readonly List<FieldError> errors = [];

    public static IReadOnlyList<FieldError> ErrorsOf(JsonElement json, Type type, JsonSerializerOptions options)
    {
        var shape = new JsonShape(options);
        shape.Walk(json, options.GetTypeInfo(type), "");
        return shape.errors;
    }

    private void Walk(JsonElement json, JsonTypeInfo type, string path)
    {
        if (errors.Count >= HostLimits.FieldErrors)
            return;
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when json.ValueKind == JsonValueKind.Object:
                WalkObject(json, type, path);
                break;
            case JsonTypeInfoKind.Enumerable when json.ValueKind == JsonValueKind.Array:
                var index = 0;
                foreach (var item in json.EnumerateArray())
                    Walk(item, options.GetTypeInfo(type.ElementType!), $"{path}[{index++}]");
                break;
            case JsonTypeInfoKind.Object or JsonTypeInfoKind.Enumerable:
                Add(path, "field.type", type.Kind == JsonTypeInfoKind.Object ? "此处应为 JSON 对象。" : "此处应为 JSON 数组。");
                break;
            default:
                WalkValue(json, type, path);
                break;
        }
    }

    private void WalkObject(JsonElement json, JsonTypeInfo type, string path)
    {
        // What a record computes from its parts is written out, but never read in.
        var expected = type.Properties.Where(property => property.AssociatedParameter is not null)
            .ToDictionary(property => property.Name, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (NameOf(member) is not { } name)
                Add(path, "field.name", "字段名含有残缺的字符。");
            else if (!expected.TryGetValue(name, out var property))
                Add(Join(path, name), "field.unknown", "没有这个字段。");
            else if (!seen.Add(name))
                Add(Join(path, name), "field.duplicate", "同一字段出现了两次。");
            else if (member.Value.ValueKind != JsonValueKind.Null)
                Walk(member.Value, options.GetTypeInfo(property.PropertyType), Join(path, name));
            else if (!CommandJson.IsNullable(property))
                Add(Join(path, name), "field.null", "此字段不得为 null。");
        }

        foreach (var missing in type.Properties.Where(property => property.IsRequired && !seen.Contains(property.Name)))
            Add(Join(path, missing.Name), "field.missing", "缺少此字段。");
    }

    private void WalkValue(JsonElement json, JsonTypeInfo type, string path)
    {
        // Of an array: a member that may be null does not come here.
        if (json.ValueKind == JsonValueKind.Null && Nullable.GetUnderlyingType(type.Type) is null)
        {
            Add(path, "field.null", "此处不得为 null。");
            return;
        }

        try
        {
            if (json.Deserialize(type) is string text && text.Contains('\0', StringComparison.Ordinal))
                Add(path, "text.control-character", "含有空字符（U+0000）。");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            Add(path, "field.type", Expected(Nullable.GetUnderlyingType(type.Type) ?? type.Type));
        }
    }

    private static string Expected(Type type) => type switch
    {
        _ when type == typeof(string) => "此处应为文字，且不含残缺的字符。",
        _ when type == typeof(bool) => "此处应为 true 或 false。",
        _ when type == typeof(DateOnly) => "此处应为实际存在的日期，格式 yyyy-MM-dd。",
        _ when type == typeof(Guid) => "此处应为 UUID。",
        _ when type == typeof(decimal) => "此处应为数字。",
        _ when type.IsEnum => $"应为以下之一：{string.Join("、", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))}。",
        _ => "此处应为整数。",
    };

    /// <summary>Null for a name with half a surrogate pair in it.</summary>
    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Join(string path, string name)
    {
        // Someone else's name is repeated only as far as it helps to find it.
        name = name.Length <= HostLimits.IdCharacters ? name : name[..HostLimits.IdCharacters] + "…";
        return path.Length == 0 ? name : $"{path}.{name}";
    }

    private void Add(string path, string code, string message) =>
        errors.Add(new FieldError(path.Length == 0 ? "$" : path, code, message));
}
