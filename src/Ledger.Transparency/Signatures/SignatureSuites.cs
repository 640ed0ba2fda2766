namespace Ledger.Transparency.Signatures;

/// <summary>The suites that are known here. A key or record of another one is refused by name, never guessed at.</summary>
public static class SignatureSuites
{
    public static ISignatureSuite Ed25519 { get; } = new Ed25519Suite();

    public static ISignatureSuite Sm2 { get; } = new Sm2Suite();

    public static IReadOnlyList<ISignatureSuite> All { get; } = [Ed25519, Sm2];

    /// <summary>Null when no suite has exactly this type identifier.</summary>
    public static ISignatureSuite? ByType(ReadOnlySpan<byte> signatureType)
    {
        foreach (var suite in All)
        {
            if (suite.SignatureType.SequenceEqual(signatureType))
                return suite;
        }

        return null;
    }

    public static ISignatureSuite? ByName(string name) => All.FirstOrDefault(suite => suite.Name == name);

    /// <summary>The suite whose type identifier these bytes begin with; no identifier is the beginning of another.</summary>
    internal static ISignatureSuite? Leading(ReadOnlySpan<byte> typeAndKey)
    {
        foreach (var suite in All)
        {
            if (typeAndKey.StartsWith(suite.SignatureType))
                return suite;
        }

        return null;
    }
}
