using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Ledger.Transparency.Tests;

/// <summary>What nobody sends by mistake: bytes at random, and good files with pieces cut out, doubled, or changed.</summary>
internal static class Hostile
{
    public static Arbitrary<byte[]> Bytes(string good) => Gen.OneOf(
        Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(),
        Gen.Elements(Encoding.UTF8.GetBytes("\n\n — +=A0 old 1\t\r\0é")).ArrayOf(),
        Broken(Encoding.UTF8.GetBytes(good))).ToArbitrary();

    private static Gen<byte[]> Broken(byte[] good) =>
        from at in Gen.Choose(0, good.Length)
        from length in Gen.Choose(0, Math.Min(40, good.Length - at))
        from filling in Gen.OneOf(
            Gen.Constant<byte[]>([]),
            Gen.Constant(good[at..(at + length)]).Select(piece => (byte[])[.. piece, .. piece]),
            Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(length))
        select (byte[])[.. good[..at], .. filling, .. good[(at + length)..]];
}
