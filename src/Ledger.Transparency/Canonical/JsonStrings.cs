using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Ledger.Transparency.Canonical;

/// <summary>Strings as RFC 8785 section 3.2.2.2 writes them: only what must be escaped is, and in one way.</summary>
internal static class JsonStrings
{
    /// <summary>Bytes of the longest escape, \u001f.</summary>
    private const int EscapeBytes = 6;

    /// <summary>UTF-8 bytes of one UTF-16 unit, at most.</summary>
    private const int UnitBytes = 3;

    private const string Escaped =
        "\"\\\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f";

    private static readonly SearchValues<char> EscapedUnits = SearchValues.Create(Escaped);
    private static readonly SearchValues<byte> EscapedBytes = SearchValues.Create(Encoding.ASCII.GetBytes(Escaped));

    /// <exception cref="FormatException">A surrogate without its pair.</exception>
    public static void Write(IBufferWriter<byte> target, ReadOnlySpan<char> text)
    {
        target.Write("\""u8);
        while (true)
        {
            var plain = text.IndexOfAny(EscapedUnits);
            var run = plain < 0 ? text : text[..plain];
            var room = target.GetSpan((run.Length * UnitBytes) + EscapeBytes);
            if (Utf8.FromUtf16(run, room, out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
                throw new FormatException("A string has a surrogate without its pair.");
            target.Advance(written);
            if (plain < 0)
                break;
            target.Advance(Escape((byte)text[plain], target.GetSpan(EscapeBytes)));
            text = text[(plain + 1)..];
        }

        target.Write("\""u8);
    }

    /// <summary>Adds a string of valid UTF-8, in quotes.</summary>
    public static void Add(ref ScratchBytes target, ReadOnlySpan<byte> text)
    {
        target.Add((byte)'"');
        for (var plain = text.IndexOfAny(EscapedBytes); plain >= 0; plain = text.IndexOfAny(EscapedBytes))
        {
            target.Add(text[..plain]);
            target.Length += Escape(text[plain], target.Room(EscapeBytes));
            text = text[(plain + 1)..];
        }

        target.Add(text);
        target.Add((byte)'"');
    }

    /// <summary>Adds what the escapes of a valid JSON string stand for, in UTF-8.</summary>
    /// <returns>Where a surrogate stands without its pair, or -1: all is well.</returns>
    public static int Unescape(ref ScratchBytes target, ReadOnlySpan<byte> json)
    {
        for (var at = 0; at < json.Length;)
        {
            var plain = json[at..].IndexOf((byte)'\\');
            target.Add(plain < 0 ? json[at..] : json.Slice(at, plain));
            if (plain < 0)
                break;
            at += plain;
            var length = Unescape(json[at..], out var meant);
            if (length == 0)
                return at;
            target.Length += meant.EncodeToUtf8(target.Room(4));
            at += length;
        }

        return -1;
    }

    /// <returns>Bytes of the escape at the beginning, 0 where it is half of a surrogate pair.</returns>
    private static int Unescape(ReadOnlySpan<byte> json, out Rune meant)
    {
        meant = new Rune((char)(json[1] switch
        {
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            (byte)'u' => '\0',
            var itself => (char)itself,
        }));
        if (json[1] != 'u')
            return 2;

        var high = Hexadecimal(json);
        if (Rune.TryCreate(high, out meant))
            return EscapeBytes;
        var isPair = json.Length >= 2 * EscapeBytes && json[EscapeBytes] == '\\' && json[EscapeBytes + 1] == 'u';
        return isPair && Rune.TryCreate(high, Hexadecimal(json[EscapeBytes..]), out meant) ? 2 * EscapeBytes : 0;
    }

    private static char Hexadecimal(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape[2..EscapeBytes], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static int Escape(byte unit, Span<byte> target)
    {
        var letter = unit switch
        {
            (byte)'\b' => (byte)'b',
            (byte)'\t' => (byte)'t',
            (byte)'\n' => (byte)'n',
            (byte)'\f' => (byte)'f',
            (byte)'\r' => (byte)'r',
            (byte)'"' or (byte)'\\' => unit,
            _ => (byte)'u',
        };
        (target[0], target[1]) = ((byte)'\\', letter);
        if (letter != 'u')
            return 2;

        "00"u8.CopyTo(target[2..]);
        target[4] = (byte)('0' + (unit >> 4));
        target[5] = "0123456789abcdef"u8[unit & 0xF];
        return EscapeBytes;
    }
}
