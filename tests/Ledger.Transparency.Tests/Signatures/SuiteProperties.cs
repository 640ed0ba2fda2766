using FsCheck;
using FsCheck.Fluent;
using Ledger.Transparency.Signatures;

namespace Ledger.Transparency.Tests.Signatures;

/// <summary>What every suite must do.</summary>
internal static class SuiteProperties
{
    /// <summary>A message, and which bit of message, signature or key is flipped.</summary>
    public static Arbitrary<(byte[] Message, int Flip)> Cases(ISignatureSuite suite) =>
        (from message in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf()
         from bit in Gen.Choose(0, (8 * (message.Length + suite.SignatureBytes + suite.PublicKeyBytes)) - 1)
         select (message, bit)).ToArbitrary();

    public static Func<(byte[] Message, int Flip), bool> HoldsAndFlippedFails(ISignatureSuite suite)
    {
        var (privateKey, publicKey) = suite.Generate();
        return it =>
        {
            var signature = suite.Sign(privateKey, it.Message);
            byte[] all = [.. it.Message, .. signature, .. publicKey];
            if (signature.Length != suite.SignatureBytes || !Verify(suite, all, it.Message.Length))
                return false;
            all[it.Flip / 8] ^= (byte)(1 << (it.Flip % 8));
            return !Verify(suite, all, it.Message.Length);
        };
    }

    private static bool Verify(ISignatureSuite suite, byte[] all, int messageBytes) => suite.Verify(
        all.AsSpan(messageBytes + suite.SignatureBytes), all.AsSpan(0, messageBytes), all.AsSpan(messageBytes, suite.SignatureBytes));
}
