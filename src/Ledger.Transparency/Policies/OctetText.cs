using System.Buffers;
using System.Text;

namespace Ledger.Transparency.Policies;

/// <summary>
/// Octets as text and back without loss. A policy file is octets, UTF-8 by custom only: what is none becomes a lone surrogate, octet 0xNN
/// as U+DCNN, which no valid UTF-8 gives, so that two names are equal as text exactly when they are equal as octets.
/// </summary>
internal static class OctetText
{
    private const int Escape = 0xDC00;

    public static string Decode(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder(octets.Length);
        while (!octets.IsEmpty)
        {
            var isRune = Rune.DecodeFromUtf8(octets, out var rune, out var runeOctets) == OperationStatus.Done;
            if (isRune)
                text.Append(rune);
            else
                text.Append((char)(Escape + octets[0]));
            octets = octets[(isRune ? runeOctets : 1)..];
        }

        return text.ToString();
    }

    public static byte[] Encode(ReadOnlySpan<char> text)
    {
        var octets = new List<byte>(text.Length);
        Span<byte> rune = stackalloc byte[4];
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var read, out var letters) == OperationStatus.Done)
                octets.AddRange(rune[..read.EncodeToUtf8(rune)]);
            else
                octets.Add((byte)(text[0] & 0xFF));
            text = text[letters..];
        }

        return [.. octets];
    }
}
