using System.Buffers.Binary;
using System.Text;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Checkpoints;

/// <summary>
/// cosignature/v1 (C2SP tlog-cosignature): at this time, the largest tree that the cosigner has seen of this log, each consistent with
/// the one before, has this root.
/// </summary>
public static class Cosignature
{
    private const int TimeBytes = sizeof(ulong);

    /// <summary>
    /// 9999-12-31T23:59:59Z in seconds of POSIX. The format goes further, but a verifier may refuse times in the future, and this is one.
    /// </summary>
    private const ulong LatestSeconds = 253_402_300_799;

    /// <param name="at">Full seconds count; what is below them is cut off.</param>
    /// <exception cref="ArgumentException">No cosigner's key, no checkpoint, or a time before 1970-01-01T00:00:01Z.</exception>
    public static NoteSignature Sign(SigningKey cosigner, string checkpointText, DateTimeOffset at)
    {
        if (!cosigner.Verifier.IsCosigner)
            throw new ArgumentException($"{cosigner.Verifier.Name} is not a cosigner's key.", nameof(cosigner));
        if (!Checkpoint.TryParse(checkpointText, out _, out var problem))
            throw new ArgumentException(problem, nameof(checkpointText));
        ArgumentOutOfRangeException.ThrowIfLessThan(at, DateTimeOffset.UnixEpoch.AddSeconds(1));

        var seconds = (ulong)at.ToUnixTimeSeconds();
        var time = new byte[TimeBytes];
        BinaryPrimitives.WriteUInt64BigEndian(time, seconds);
        return new NoteSignature(
            cosigner.Verifier.Name, cosigner.Verifier.Id, (byte[])[.. time, .. cosigner.SignBytes(Message(seconds, checkpointText))]);
    }

    public static CosignatureVerdict Verify(VerifierKey cosigner, string checkpointText, NoteSignature signature)
    {
        var bytes = signature.Signature.Span;
        if (!cosigner.IsCosigner || (cosigner.Name, cosigner.Id) != (signature.Name, signature.KeyId))
            return CosignatureVerdict.Refused("It is not a cosignature of this key.");
        if (bytes.Length != TimeBytes + cosigner.Suite.SignatureBytes)
            return CosignatureVerdict.Refused($"A cosignature has {TimeBytes + cosigner.Suite.SignatureBytes} bytes, not {bytes.Length}.");
        var seconds = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        if (seconds > LatestSeconds)
            return CosignatureVerdict.Refused("Its time lies after the year 9999.");
        if (!Checkpoint.TryParse(checkpointText, out _, out var problem))
            return CosignatureVerdict.Refused(problem);
        return cosigner.Suite.Verify(cosigner.PublicKey.Span, Message(seconds, checkpointText), bytes[TimeBytes..])
            ? new CosignatureVerdict(DateTimeOffset.FromUnixTimeSeconds((long)seconds), null)
            : CosignatureVerdict.Refused("The cosignature is false.");
    }

    private static byte[] Message(ulong seconds, string text) => Encoding.UTF8.GetBytes($"cosignature/v1\ntime {seconds}\n{text}");
}

/// <param name="At">When the cosigner says that it signed; null when the cosignature does not hold.</param>
public sealed record CosignatureVerdict(DateTimeOffset? At, string? Problem)
{
    public bool Holds => Problem is null;

    internal static CosignatureVerdict Refused(string problem) => new(null, problem);
}
