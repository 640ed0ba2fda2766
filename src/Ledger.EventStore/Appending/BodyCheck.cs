using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Ledger.EventStore.Appending;

/// <summary>
/// Says why a body cannot be stored. What jsonb would refuse is refused here, so that one request's fault does not end the
/// transaction of those that travel with it.
/// </summary>
public static class BodyCheck
{
    /// <returns>Null when there is nothing against it. The reason never quotes the body.</returns>
    public static string? Fault(ReadOnlySpan<byte> body)
    {
        if (body.Length > StoreLimits.EventBodyBytes)
            return string.Create(CultureInfo.InvariantCulture, $"body of {body.Length} bytes; at most {StoreLimits.EventBodyBytes}");
        if (!Utf8.IsValid(body))
            return "body is not UTF-8";
        try
        {
            return Read(new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = StoreLimits.BodyDepth }));
        }
        catch (JsonException)
        {
            return "body is not JSON";
        }
    }

    private static string? Read(Utf8JsonReader reader)
    {
        var expanded = 0L;
        for (var first = true; reader.Read(); first = false)
        {
            if (first && reader.TokenType != JsonTokenType.StartObject)
                return "body is not a JSON object";
            switch (reader.TokenType)
            {
                case JsonTokenType.String or JsonTokenType.PropertyName when reader.ValueIsEscaped && !Storable(ref reader):
                    return "body holds \\u0000 or half a surrogate pair";
                case JsonTokenType.Number:
                    expanded += Expansion(reader.ValueSpan);
                    break;
            }

            // jsonb writes 1e9999 back with all its digits, and a few of those would not fit into an entry of the log.
            if (reader.BytesConsumed + expanded > StoreLimits.EventBodyBytes)
                return "body holds numbers with too large an exponent";
        }

        return null;
    }

    private static bool Storable(ref Utf8JsonReader reader)
    {
        try
        {
            return !reader.GetString()!.Contains('\0', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static long Expansion(ReadOnlySpan<byte> number)
    {
        var mark = number.IndexOfAny((byte)'e', (byte)'E');
        if (mark < 0)
            return 0;
        var digits = number[(mark + 1)..].TrimStart("+-"u8);
        return Utf8Parser.TryParse(digits, out int exponent, out var read) && read == digits.Length ? exponent : int.MaxValue;
    }
}
