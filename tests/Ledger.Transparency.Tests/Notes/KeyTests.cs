using FsCheck;
using FsCheck.Fluent;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Signatures;

namespace Ledger.Transparency.Tests.Notes;

public sealed class KeyTests
{
    public static TheoryData<string> Suites => [.. SignatureSuites.All.Select(suite => suite.Name)];

    [Theory]
    [MemberData(nameof(Suites))]
    public void Keys_of_every_suite_come_back_from_their_text(string suite)
    {
        using var key = SigningKey.Generate("ledger.example.cn/登记", SignatureSuites.ByName(suite)!);

        SigningKey.TryParse(key.Encode(), out var again, out var problem).ShouldBeTrue(problem);
        using (again)
            again!.Verifier.ShouldBe(key.Verifier);
        VerifierKey.TryParse(key.Verifier.ToString(), out var verifier, out problem).ShouldBeTrue(problem);
        verifier.ShouldBe(key.Verifier);
        SignedNote.Sign("文\n", [key]).Verify([verifier!]).Holds.ShouldBeTrue();
    }

    [Fact]
    public void A_cosigners_key_is_another_key_than_a_logs_of_the_same_bytes()
    {
        using var cosigner = SigningKey.GenerateCosigner("w.example.cn");
        var log = VerifierKey.Of("w.example.cn", SignatureSuites.Ed25519, cosigner.Verifier.PublicKey.Span);

        log.Id.ShouldNotBe(cosigner.Verifier.Id);
        log.ShouldNotBe(cosigner.Verifier);
        VerifierKey.TryParse(cosigner.Verifier.ToString(), out var again, out _).ShouldBeTrue();
        again!.IsCosigner.ShouldBeTrue();
    }

    /// <summary>The list of characters is the one of Unicode's White_Space, which the Go implementation asks as well.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a+b")]
    [InlineData("a\tb")]
    [InlineData("a\nb")]
    [InlineData("a\u0085b")]
    [InlineData("a\u00A0b")]
    [InlineData("a\u1680b")]
    [InlineData("a\u2028b")]
    [InlineData("a\u3000b")]
    [InlineData("a\u0001b")]
    public void A_name_that_is_none_is_refused(string name)
    {
        Should.Throw<ArgumentException>(() => SigningKey.Generate(name, SignatureSuites.Ed25519));
        VerifierKey.TryParse(NoteVector.Log.ToString().Replace(NoteVector.Log.Name, name), out _, out _).ShouldBeFalse();
    }

    /// <summary>Half a surrogate pair cannot be written as UTF-8; an attribute could not hold it either.</summary>
    [Fact]
    public void A_name_of_half_a_pair_is_refused() => A_name_that_is_none_is_refused("a\uD800b");

    [Fact]
    public void A_name_has_at_most_255_bytes()
    {
        SigningKey.Generate(new string('a', 255), SignatureSuites.Ed25519).Dispose();
        Should.Throw<ArgumentException>(() => SigningKey.Generate(new string('a', 253) + "登", SignatureSuites.Ed25519));
    }

    [Theory]
    [InlineData("example.com/foo", "form")]
    [InlineData("example.com/foo+530d903a", "form")]
    [InlineData("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "key id")]
    [InlineData("example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "key id")]
    [InlineData("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "530d903a")]
    [InlineData("example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "changed")]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2", "base64")]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U3k", "changed")]
    [InlineData("example.com/foo+530d903a+Aekyehrm5w==", "public key")]
    [InlineData("example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "0x02")]
    [InlineData("example.com/foo+530d903a+", "base64")]
    public void A_verifier_key_that_is_none_says_why(string vkey, string word)
    {
        VerifierKey.TryParse(vkey, out var key, out var problem).ShouldBeFalse();
        key.ShouldBeNull();
        problem.ShouldNotBeNull().ShouldContain(word);
    }

    [Fact]
    public void A_signing_key_never_shows_its_secret()
    {
        using var key = SigningKey.Generate("ledger.example.cn/log", SignatureSuites.Ed25519);
        var text = key.Encode();
        // PRIVATE+KEY+name+hash+secret: Base64 has a + of its own.
        var secret = text.Split('+', 5)[4];

        key.ToString().ShouldNotContain(secret);
        foreach (var broken in new[] { text[..^4], text.Replace("ledger", "Ledger"), text + "A", text.Replace("PRIVATE+", "") })
        {
            SigningKey.TryParse(broken, out _, out var problem).ShouldBeFalse();
            problem.ShouldNotBeNull().ShouldNotContain(secret[..8]);
        }
    }

    [Fact]
    public void A_signing_key_that_was_cleared_signs_no_more()
    {
        var key = SigningKey.Generate("ledger.example.cn/log", SignatureSuites.Ed25519);
        key.Dispose();

        Should.Throw<ObjectDisposedException>(() => key.Sign("a\n"));
        Should.Throw<ObjectDisposedException>(key.Encode);
    }

    [Fact]
    public void Any_changed_character_of_a_verifier_key_is_refused() =>
        Prop.ForAll(Changes(NoteVector.Log.ToString()), changed => !VerifierKey.TryParse(changed, out _, out _))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static Arbitrary<string> Changes(string text) =>
        (from at in Gen.Choose(0, text.Length - 1)
         from letter in Gen.Choose(0x20, 0x7E).Select(code => (char)code)
         where text[at] != letter
         select text[..at] + letter + text[(at + 1)..]).ToArbitrary();
}
