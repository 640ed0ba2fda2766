using System.Diagnostics.CodeAnalysis;

namespace Ledger.Transparency.Notes;

/// <summary>
/// Standard base64 (RFC 4648 section 4) in its one canonical form. A lenient reader would give the same bytes for several texts, and a
/// changed character could pass for none.
/// </summary>
internal static class Base64
{
    public static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var buffer = new byte[(text.Length / 4 * 3) + 3];
        bytes = Convert.TryFromBase64String(text, buffer, out var written) && Convert.ToBase64String(buffer, 0, written) == text
            ? buffer[..written]
            : null;
        return bytes is not null;
    }
}
