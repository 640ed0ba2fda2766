using Ledger.Transparency.Signatures;

namespace Ledger.Transparency.Tests.Signatures;

public sealed class SignatureSuitesTests
{
    [Fact]
    public void Every_suite_is_found_by_its_name_and_by_its_type()
    {
        SignatureSuites.All.Select(suite => suite.Name).ShouldBe(["Ed25519", "SM2-SM3"]);
        foreach (var suite in SignatureSuites.All)
        {
            SignatureSuites.ByType(suite.SignatureType).ShouldBeSameAs(suite);
            SignatureSuites.ByName(suite.Name).ShouldBeSameAs(suite);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("ff")]
    [InlineData("0101")]
    public void Another_type_is_none(string hex) => SignatureSuites.ByType(Convert.FromHexString(hex)).ShouldBeNull();

    /// <summary>Types stand before the key without a length: one that began another would make two keys of one text.</summary>
    [Fact]
    public void No_type_begins_another()
    {
        foreach (var one in SignatureSuites.All)
        {
            foreach (var other in SignatureSuites.All.Where(other => other != one))
                other.SignatureType.StartsWith(one.SignatureType).ShouldBeFalse();
        }
    }

    /// <summary>What one call leaves in OpenSSL's queue of errors is taken by another one for its own.</summary>
    [Fact]
    public void Refusals_leave_no_error_behind_for_others()
    {
        foreach (var suite in SignatureSuites.All)
        {
            suite.Verify(new byte[suite.PublicKeyBytes], "m"u8, new byte[suite.SignatureBytes]).ShouldBeFalse();
            LibCrypto.PeekError().Value.ShouldBe((nuint)0);
            suite.Verify(suite.Generate().Public, "m"u8, new byte[suite.SignatureBytes]).ShouldBeFalse();
            LibCrypto.PeekError().Value.ShouldBe((nuint)0);
        }
    }
}
