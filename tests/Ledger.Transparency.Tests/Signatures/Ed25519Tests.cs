using FsCheck;
using FsCheck.Fluent;
using Ledger.Transparency.Signatures;

namespace Ledger.Transparency.Tests.Signatures;

public sealed class Ed25519Tests
{
    private static readonly ISignatureSuite Suite = SignatureSuites.Ed25519;

    /// <summary>RFC 8032 section 7.1, tests 1, 2, 3 and SHA(abc).</summary>
    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    [InlineData("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704")]
    public void The_vectors_of_RFC_8032_hold(string seed, string publicKey, string message, string signature)
    {
        Hex(Suite.PublicOf(Bytes(seed))).ShouldBe(publicKey);
        Hex(Suite.Sign(Bytes(seed), Bytes(message))).ShouldBe(signature);
        Suite.Verify(Bytes(publicKey), Bytes(message), Bytes(signature)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(31, 64)]
    [InlineData(33, 64)]
    [InlineData(0, 64)]
    [InlineData(32, 63)]
    [InlineData(32, 65)]
    [InlineData(32, 0)]
    public void Wrong_lengths_are_refused(int keyBytes, int signatureBytes) =>
        Suite.Verify(new byte[keyBytes], "m"u8, new byte[signatureBytes]).ShouldBeFalse();

    /// <summary>A true key and signature with a byte more are another key and another signature.</summary>
    [Fact]
    public void A_byte_more_is_refused()
    {
        var (seed, publicKey) = Suite.Generate();
        var signature = Suite.Sign(seed, "m"u8);

        Suite.Verify(publicKey, "m"u8, signature).ShouldBeTrue();
        Suite.Verify([.. publicKey, 0], "m"u8, signature).ShouldBeFalse();
        Suite.Verify(publicKey, "m"u8, [.. signature, 0]).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(64)]
    public void A_private_key_of_another_length_is_refused(int bytes)
    {
        Suite.IsPrivateKey(new byte[bytes]).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => Suite.Sign(new byte[bytes], "m"u8));
        Should.Throw<ArgumentException>(() => Suite.PublicOf(new byte[bytes]));
    }

    /// <summary>RFC 8032 section 5.1.7 asks for S below the group's order: a second signature for the same message would be one.</summary>
    [Fact]
    public void A_signature_raised_by_the_order_of_the_group_is_refused()
    {
        var (seed, publicKey) = Suite.Generate();
        var signature = Suite.Sign(seed, "m"u8);
        var order = Bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        var carry = 0;
        for (var at = 0; at < 32; at++)
        {
            carry += signature[32 + at] + order[at];
            signature[32 + at] = (byte)(carry & 0xFF);
            carry >>= 8;
        }

        Suite.Verify(publicKey, "m"u8, signature).ShouldBeFalse();
    }

    [Fact]
    public void Any_flipped_bit_is_refused() => Prop.ForAll(SuiteProperties.Cases(Suite), SuiteProperties.HoldsAndFlippedFails(Suite))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
