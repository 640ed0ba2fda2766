using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Ledger.Domain.Kernel;

namespace Ledger.Projections.Engine;

/// <summary>
/// Whether a body has all that its fact cannot be without. The decoder fills what is missing with nulls and zeros, because nulls are
/// not written; a fold that believed them would count hours that nobody stated.
/// </summary>
public static class FactShape
{
    private static readonly FrozenDictionary<string, byte[][]> Required = FactCatalog.Types.ToFrozenDictionary(
        pair => pair.Key, pair => RequiredOf(pair.Value), StringComparer.Ordinal);

    /// <returns>The first part that is missing or null; null when none is.</returns>
    public static string? Missing(string type, ReadOnlySpan<byte> json, IFact fact)
    {
        var required = Required[type];
        var reader = new Utf8JsonReader(json);
        var found = 0;
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                continue;
            var index = IndexOf(required, ref reader);
            reader.Read();
            if (index >= 0 && reader.TokenType != JsonTokenType.Null)
                found |= 1 << index;
            reader.Skip();
        }

        for (var index = 0; index < required.Length; index++)
        {
            if ((found & (1 << index)) == 0)
                return Encoding.UTF8.GetString(required[index]);
        }

        return fact is ILegalFact { Act: var act } && (act.On == default || act.By is null) ? "act" : null;
    }

    private static int IndexOf(byte[][] required, ref Utf8JsonReader reader)
    {
        for (var index = 0; index < required.Length; index++)
        {
            if (reader.ValueTextEquals(required[index]))
                return index;
        }

        return -1;
    }

    private static byte[][] RequiredOf(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return
        [
            .. type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!.GetParameters()
                .Where(parameter => !parameter.HasDefaultValue && nullability.Create(parameter).ReadState == NullabilityState.NotNull)
                .Select(parameter => Encoding.UTF8.GetBytes(JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!))),
        ];
    }
}
