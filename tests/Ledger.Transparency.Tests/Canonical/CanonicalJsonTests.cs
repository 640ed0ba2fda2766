using System.Text;
using Ledger.Transparency.Canonical;

namespace Ledger.Transparency.Tests.Canonical;

public sealed class CanonicalJsonTests
{
    /// <summary>
    /// RFC 8785 section 3.2.2, but for its first number, which loses a digit: 333333333.33333329 reads as 333333333.3333333.
    /// </summary>
    [Fact]
    public void The_example_of_the_standard_comes_out() => Canonical("""
        {
          "numbers": [333333333.3333333, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
          "literals": [null, true, false]
        }
        """).ShouldBe("""
        {"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}
        """);

    /// <summary>Section 3.2.3: a pair of surrogates sorts before U+FB33.</summary>
    [Fact]
    public void Properties_sort_by_units_of_utf_16_as_in_the_example_of_the_standard() => Canonical("""
        {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
         "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
        """).ShouldBe(
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
        + "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\","
        + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");

    internal static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Write(Encoding.UTF8.GetBytes(json)));
}
