using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Ledger.Transparency.Canonical;

/// <summary>Where in a text its fault is, in bytes from 0.</summary>
internal static class JsonFaults
{
    public static long FirstInvalid(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(text[at..], out _, out var length) == OperationStatus.Done)
            at += length;
        return at;
    }

    /// <summary>The framework's reader counts by lines.</summary>
    public static long Position(ReadOnlySpan<byte> text, JsonException fault)
    {
        var start = 0;
        for (var line = fault.LineNumber ?? 0; line > 0; line--)
            start += text[start..].IndexOf((byte)'\n') + 1;
        return start + (fault.BytePositionInLine ?? 0);
    }
}
