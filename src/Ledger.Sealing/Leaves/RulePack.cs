using System.Text.Json;

namespace Ledger.Sealing.Leaves;

/// <summary>
/// Under which rules a fact was decided, as an attribute of its leaf: <c>jiangxi/2023.1</c>. It repeats what the body says at
/// <c>act.rule</c>, so that a reader who takes no body apart can tell. This is all that sealing knows of bodies.
/// </summary>
internal static class RulePack
{
    /// <returns>Null where the body does not say.</returns>
    public static string? Of(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        try
        {
            return Enter(ref json, "act"u8) && Enter(ref json, "rule"u8) ? PackAndVersion(ref json) : null;
        }
        catch (JsonException)
        {
            // A body deeper than any of ours, from another writer.
            return null;
        }
    }

    /// <summary>Moves to the value of a property of the object that begins at the reader, when that value is an object.</summary>
    private static bool Enter(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        if (json.TokenType == JsonTokenType.None)
            json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
            return false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var found = json.ValueTextEquals(name);
            json.Read();
            if (found)
                return json.TokenType == JsonTokenType.StartObject;
            json.Skip();
        }

        return false;
    }

    private static string? PackAndVersion(ref Utf8JsonReader json)
    {
        string? pack = null, version = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (isPack, isVersion) = (json.ValueTextEquals("pack"u8), json.ValueTextEquals("version"u8));
            json.Read();
            if (isPack && json.TokenType == JsonTokenType.String)
                pack = json.GetString();
            else if (isVersion && json.TokenType == JsonTokenType.String)
                version = json.GetString();
            json.Skip();
        }

        return pack is null || version is null ? null : $"{pack}/{version}";
    }
}
