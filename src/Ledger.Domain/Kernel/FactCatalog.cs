using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Domain.CreditAccounts;

namespace Ledger.Domain.Kernel;

/// <summary>Every kind of fact by its stable alias, and how facts are written as JSON. The only place that knows both.</summary>
public static class FactCatalog
{
    /// <summary>
    /// The JSON of facts: camelCase, days as <c>yyyy-MM-dd</c>, enums in camelCase words, nothing for null, Chinese as it is.
    /// A change here changes what is stored.
    /// </summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private static readonly FrozenDictionary<string, Type> TypesByName = typeof(FactCatalog).Assembly.GetTypes()
        .Where(type => type.IsClass && !type.IsAbstract && typeof(IFact).IsAssignableFrom(type))
        .ToFrozenDictionary(
            type => type.GetCustomAttribute<FactNameAttribute>()?.Name
                ?? throw new InvalidOperationException($"{type.FullName} is a fact without a [FactName]."),
            StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, string> NamesByType =
        TypesByName.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    private static readonly ConcurrentDictionary<Type, string> DotNetNames = new();

    public static IReadOnlyDictionary<string, Type> Types => TypesByName;

    public static string NameOf(Type type) => NamesByType[type];

    /// <summary>The type's name as Marten keeps it beside the alias: <c>Namespace.Type, Assembly</c>.</summary>
    public static string DotNetNameOf(Type type) =>
        DotNetNames.GetOrAdd(type, static type => $"{type.FullName}, {type.Assembly.GetName().Name}");

    public static byte[] Write(IFact fact) =>
        CreditFactsJson.TryWrite(fact) ?? JsonSerializer.SerializeToUtf8Bytes(fact, fact.GetType(), Json);

    /// <summary>
    /// Null for an alias that this version does not know: a newer ledger's fact is passed over by a fold, never guessed at.
    /// </summary>
    /// <exception cref="JsonException">The body is not this fact.</exception>
    public static IFact? Read(string name, ReadOnlySpan<byte> json) =>
        TypesByName.TryGetValue(name, out var type) ? (IFact?)JsonSerializer.Deserialize(json, type, Json) : null;
}
