using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Ledger.Transparency.Canonical;

/// <summary>
/// Writes canonical JSON (RFC 8785) with buffers that are used again. One pass: each property is written where it comes, and an object
/// whose properties did not come sorted is put in order when it closes. For one caller at a time.
/// </summary>
public sealed class CanonicalJsonWriter
{
    private const int FirstCapacity = 1_024;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = CanonicalJson.DeepestLevels + 1 };

    private readonly ObjectProperties properties = new();
    private ScratchBytes output = new(FirstCapacity);
    private ScratchBytes texts = new(FirstCapacity);
    private string? refusal;

    /// <summary>As <see cref="CanonicalJson.TryWrite"/>.</summary>
    public bool TryWrite(ReadOnlySpan<byte> json, IBufferWriter<byte> target, out string? problem)
    {
        if (!TryWrite(json, out var canonical, out problem))
            return false;
        target.Write(canonical);
        return true;
    }

    /// <summary>The canonical form without a copy: it stands in the writer's own buffer until the next call.</summary>
    public bool TryWrite(ReadOnlySpan<byte> json, out ReadOnlySpan<byte> canonical, out string? problem)
    {
        output.Clear();
        texts.Clear();
        properties.Clear();
        canonical = default;
        problem = json.Length > CanonicalJson.LongestBytes
            ? $"The text has {json.Length} bytes, and the limit is {CanonicalJson.LongestBytes}."
            : Utf8.IsValid(json) ? null : $"At byte {JsonFaults.FirstInvalid(json)}: not UTF-8.";
        if (problem is not null)
            return false;

        try
        {
            var reader = new Utf8JsonReader(json, Options);
            reader.Read();
            if (!Value(ref reader))
            {
                problem = refusal;
                return false;
            }

            // Finds what stands behind the value.
            reader.Read();
            canonical = output.Written;
            return true;
        }
        catch (JsonException fault)
        {
            problem = $"At byte {JsonFaults.Position(json, fault)}: not JSON.";
            return false;
        }
    }

    private bool Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Object(ref reader);
            case JsonTokenType.StartArray:
                return Array(ref reader);
            case JsonTokenType.String:
                return String(ref reader);
            case JsonTokenType.Number:
                return Number(ref reader);
            default:
                output.Add(reader.ValueSpan);
                return true;
        }
    }

    private bool Object(ref Utf8JsonReader reader)
    {
        if (reader.CurrentDepth >= CanonicalJson.DeepestLevels)
            return Refuse(reader.TokenStartIndex, $"deeper than {CanonicalJson.DeepestLevels} levels");

        var mark = properties.Open();
        output.Add((byte)'{');
        var first = output.Length;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (output.Length > first)
                output.Add((byte)',');
            if (!Property(ref reader))
                return false;
        }

        var twice = properties.Close(mark, ref output);
        if (twice >= 0)
            return Refuse(twice, "a property that the object has already");
        output.Add((byte)'}');
        return true;
    }

    private bool Property(ref Utf8JsonReader reader)
    {
        var start = output.Length;
        var position = reader.TokenStartIndex;
        if (!String(ref reader))
            return false;

        properties.Begin(reader.ValueIsEscaped ? texts.Written : reader.ValueSpan, start, position);
        output.Add((byte)':');
        reader.Read();
        if (!Value(ref reader))
            return false;
        properties.End(output.Length);
        return true;
    }

    private bool Array(ref Utf8JsonReader reader)
    {
        if (reader.CurrentDepth >= CanonicalJson.DeepestLevels)
            return Refuse(reader.TokenStartIndex, $"deeper than {CanonicalJson.DeepestLevels} levels");

        output.Add((byte)'[');
        var start = output.Length;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (output.Length > start)
                output.Add((byte)',');
            if (!Value(ref reader))
                return false;
        }

        output.Add((byte)']');
        return true;
    }

    /// <summary>A string without escapes is canonical as it stands.</summary>
    private bool String(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            output.Add((byte)'"');
            output.Add(reader.ValueSpan);
            output.Add((byte)'"');
            return true;
        }

        texts.Length = 0;
        var lone = JsonStrings.Unescape(ref texts, reader.ValueSpan);
        if (lone >= 0)
            return Refuse(reader.TokenStartIndex + 1 + lone, "a surrogate without its pair");
        JsonStrings.Add(ref output, texts.Written);
        return true;
    }

    private bool Number(ref Utf8JsonReader reader)
    {
        if (EcmaNumber.IsShortInteger(reader.ValueSpan))
        {
            output.Add(reader.ValueSpan);
            return true;
        }

        if (!EcmaNumber.TryWrite(reader.ValueSpan, output.Room(EcmaNumber.LongestBytes), out var written))
        {
            return Refuse(reader.TokenStartIndex,
                "a number that would be changed, as RFC 8785 keeps numbers as doubles; write it as a string");
        }

        output.Length += written;
        return true;
    }

    private bool Refuse(long position, string what)
    {
        refusal = $"At byte {position}: {what}.";
        return false;
    }
}
