using FsCheck;
using FsCheck.Fluent;
using Ledger.Transparency.Signatures;

namespace Ledger.Transparency.Tests.Signatures;

public sealed class Sm2Tests
{
    /// <summary>The example of GB/T 32918.5 (GM/T 0003.5) annex A.2: key, message "message digest", signer id 1234567812345678.</summary>
    private const string StandardPrivate = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8";

    private const string StandardPublic = "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
        + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";

    private const string StandardSignature = "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
        + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";

    private static readonly ISignatureSuite Suite = SignatureSuites.Sm2;

    [Fact]
    public void The_example_of_the_standard_holds()
    {
        Suite.Verify(Bytes(StandardPublic), "message digest"u8, Bytes(StandardSignature)).ShouldBeTrue();
        Suite.Verify(Bytes(StandardPublic), "message digesT"u8, Bytes(StandardSignature)).ShouldBeFalse();
    }

    [Fact]
    public void The_public_key_of_the_example_comes_from_its_private_key() =>
        Convert.ToHexStringLower(Suite.PublicOf(Bytes(StandardPrivate))).ShouldBe(StandardPublic);

    /// <summary>Made by the openssl command line: pkeyutl -sign -rawin -digest sm3 -pkeyopt distid:1234567812345678.</summary>
    [Fact]
    public void A_signature_of_the_command_line_holds()
    {
        const string PublicKey = "041eecac15adfeab10bfaa9ce0f3b8b760471b7213baa5012f6f087714ec061e54"
            + "6da9baf2dd80762a6004942a36a333bd38bddfe1ec14c18fdb79236ba340d811";
        const string Signature = "c385f99dbe8e7c871522b49b46640af32314dc461121380db95332670b61e313"
            + "87b5b3c2bb08e959778792f056f4536c032eb2277140e47f9d6c744414e7de3d";

        Suite.Verify(Bytes(PublicKey), "A note signed by the command line.\n"u8, Bytes(Signature)).ShouldBeTrue();
    }

    [Fact]
    public void Any_flipped_bit_is_refused() => Prop.ForAll(SuiteProperties.Cases(Suite), SuiteProperties.HoldsAndFlippedFails(Suite))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    /// <summary>DER drops leading zeroes and adds one before a high bit; records hold 32 bytes of each number, whatever they are.</summary>
    [Theory]
    [InlineData("01", "02")]
    [InlineData("80", "ff")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000", "7f")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "00ffffffffffffffffffffffffffffff")]
    public void Numbers_of_any_size_keep_their_32_bytes(string r, string s)
    {
        var numbers = Bytes(r.PadLeft(64, '0') + s.PadLeft(64, '0'));

        Sm2Encoding.Numbers(Sm2Encoding.Signature(numbers), numberBytes: 32).ShouldBe(numbers);
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", false)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001", true)]
    [InlineData("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54121", true)]
    [InlineData("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122", false)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", false)]
    [InlineData("01", false)]
    public void A_private_key_is_a_number_below_the_order_less_one(string number, bool isKey)
    {
        Suite.IsPrivateKey(Bytes(number)).ShouldBe(isKey);
        if (isKey)
            Suite.Verify(Suite.PublicOf(Bytes(number)), "m"u8, Suite.Sign(Bytes(number), "m"u8)).ShouldBeTrue();
        else
            Should.Throw<ArgumentException>(() => Suite.Sign(Bytes(number), "m"u8));
    }

    [Fact]
    public void A_point_that_is_not_on_the_curve_is_no_key()
    {
        var point = Bytes(StandardPublic);
        Suite.IsPublicKey(point).ShouldBeTrue();
        point[^1] ^= 1;
        Suite.IsPublicKey(point).ShouldBeFalse();
        Suite.IsPublicKey(new byte[65]).ShouldBeFalse();
        Suite.IsPublicKey(Bytes(StandardPublic).AsSpan(0, 64)).ShouldBeFalse();
    }

    /// <summary>The hybrid form 06 || X || Y is the same point in other bytes, and so would be a second text of one key.</summary>
    [Theory]
    [InlineData(0x06)]
    [InlineData(0x07)]
    public void A_point_in_another_form_is_no_key(byte form)
    {
        var point = Bytes(StandardPublic);
        point[0] = form;
        Suite.IsPublicKey(point).ShouldBeFalse();
    }

    [Fact]
    public void Numbers_out_of_range_are_no_signature()
    {
        Suite.Verify(Bytes(StandardPublic), "m"u8, new byte[64]).ShouldBeFalse();
        Suite.Verify(Bytes(StandardPublic), "m"u8, [.. Enumerable.Repeat((byte)0xFF, 64)]).ShouldBeFalse();
        Suite.Verify(Bytes(StandardPublic), "m"u8, Bytes(StandardSignature).AsSpan(0, 63)).ShouldBeFalse();
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex);
}
