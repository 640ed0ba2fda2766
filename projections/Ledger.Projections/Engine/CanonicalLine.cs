using System.Buffers;
using System.Globalization;
using System.Text;

namespace Ledger.Projections.Engine;

/// <summary>One line of the canonical form that <see cref="CanonicalRows"/> describes.</summary>
internal static class CanonicalLine
{
    /// <summary>Decimal places of the type itself, so that nothing is rounded.</summary>
    private const string ExactFormat = "0.############################";

    /// <exception cref="NotSupportedException">A value of a type that the form does not know.</exception>
    public static void Write(IBufferWriter<byte> line, IReadOnlyList<object?> values)
    {
        var text = new StringBuilder();
        Array(text, values);
        text.Append('\n');
        Encoding.UTF8.GetBytes(text.ToString(), line);
    }

    public static string Exact(decimal number) => number.ToString(ExactFormat, CultureInfo.InvariantCulture);

    private static void Array(StringBuilder text, IEnumerable<object?> values)
    {
        text.Append('[');
        var first = true;
        foreach (var value in values)
        {
            if (!first)
                text.Append(',');
            first = false;
            Value(text, value);
        }

        text.Append(']');
    }

    private static void Value(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string words:
                String(text, words);
                break;
            case short or int or long:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
            case decimal number:
                text.Append(Exact(number));
                break;
            case DateOnly day:
                text.Append(CultureInfo.InvariantCulture, $"\"{day:yyyy-MM-dd}\"");
                break;
            case Guid id:
                text.Append(CultureInfo.InvariantCulture, $"\"{id:D}\"");
                break;
            case string[] several:
                Array(text, several);
                break;
            default:
                throw new NotSupportedException($"A {value.GetType().Name} has no canonical form.");
        }
    }

    /// <summary>RFC 8785 section 3.2.2.2.</summary>
    private static void String(StringBuilder text, string words)
    {
        text.Append('"');
        foreach (var letter in words)
        {
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => text.Append(letter),
            };
        }

        text.Append('"');
    }
}
