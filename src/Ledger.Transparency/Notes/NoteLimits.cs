namespace Ledger.Transparency.Notes;

/// <summary>The limits of notes, each with its unit.</summary>
public static class NoteLimits
{
    /// <summary>A whole note with its signatures, bytes of UTF-8.</summary>
    public const int NoteBytes = 1_000_000;

    /// <summary>Signature lines of one note. C2SP signed-note asks for no fewer than 16.</summary>
    public const int Signatures = 100;

    /// <summary>One signature with its key id, bytes. The longest that C2SP assigns, ML-DSA-44, has 2,432.</summary>
    public const int SignatureBytes = 8_192;

    /// <summary>A key name, bytes of UTF-8: what tlog-cosignature leaves room for.</summary>
    public const int KeyNameBytes = 255;

    /// <summary>A verifier key or a signing key in its text form, characters.</summary>
    public const int KeyCharacters = 4_096;
}
