using System.Buffers;
using System.Text;
using Ledger.Transparency.Canonical;

namespace Ledger.Transparency.Tests.Canonical;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData(" ", 1)]
    [InlineData("{", 1)]
    [InlineData("[1,]", 3)]
    [InlineData("[1 2]", 3)]
    [InlineData("{\"a\":1,}", 7)]
    [InlineData("{\"a\" 1}", 5)]
    [InlineData("{a:1}", 1)]
    [InlineData("{1:1}", 1)]
    [InlineData("01", 1)]
    [InlineData("+1", 0)]
    [InlineData(".5", 0)]
    [InlineData("1.", 2)]
    [InlineData("-", 1)]
    [InlineData("1e", 2)]
    [InlineData("NaN", 0)]
    [InlineData("Infinity", 0)]
    [InlineData("tru", 3)]
    [InlineData("nulll", 4)]
    [InlineData("'a'", 0)]
    [InlineData("\"a", 0)]
    [InlineData("\"\\x\"", 2)]
    [InlineData("\"\\u12g4\"", 5)]
    [InlineData("\"a\nb\"", 2)]
    [InlineData("\"a\tb\"", 2)]
    [InlineData("// c\n1", 0)]
    [InlineData("/* c */1", 0)]
    [InlineData("1 2", 2)]
    [InlineData("{} x", 3)]
    [InlineData("{}\n\n}", 4)]
    [InlineData("{\n\"a\":\n1,\n}", 10)]
    [InlineData("\uFEFF{}", 0)]
    public void What_is_not_JSON_is_refused_with_its_place(string json, int position)
    {
        var problem = Problem(Encoding.UTF8.GetBytes(json));
        problem.ShouldEndWith(": not JSON.");
        if (json != "\"a")
            problem.ShouldBe($"At byte {position}: not JSON.");
    }

    [Theory]
    [InlineData("""{"a":1,"a":1}""", 7)]
    [InlineData("""{"b":0,"a":1,"c":2,"a":3}""", 19)]
    [InlineData("""{"a":1,"\u0061":2}""", 7)]
    [InlineData("""{"":1,"":2}""", 6)]
    [InlineData("""[{"x":{"k\n":1,"k\u000a":2}}]""", 15)]
    public void A_property_given_twice_is_refused(string json, int position) =>
        Problem(Encoding.UTF8.GetBytes(json)).ShouldBe($"At byte {position}: a property that the object has already.");

    [Theory]
    [InlineData("""["\ud800"]""", 2)]
    [InlineData("""["ab\udc00"]""", 4)]
    [InlineData("""["\ud800\ud800"]""", 2)]
    [InlineData("""["\ud83d\ude00\ud83d"]""", 14)]
    [InlineData("""["\ud83d \ude00"]""", 2)]
    [InlineData("""["\ud83d\n"]""", 2)]
    [InlineData("""["\ud83d\\ude00"]""", 2)]
    [InlineData("""{"\udead":1}""", 2)]
    public void Half_of_a_pair_of_surrogates_is_refused(string json, int position) =>
        Problem(Encoding.UTF8.GetBytes(json)).ShouldBe($"At byte {position}: a surrogate without its pair.");

    [Theory]
    [InlineData("22FF22", 1)]
    [InlineData("22C022", 1)]
    [InlineData("22C0AF22", 1)]
    [InlineData("22E4B822", 1)]
    [InlineData("22EDA08022", 1)]
    [InlineData("22F490808022", 1)]
    [InlineData("E4B8ADFE", 3)]
    [InlineData("7B22C3283A317D", 2)]
    public void What_is_not_UTF_8_is_refused(string bytes, int position) =>
        Problem(Convert.FromHexString(bytes)).ShouldBe($"At byte {position}: not UTF-8.");

    [Fact]
    public void Sixty_four_levels_are_taken_and_one_more_is_not()
    {
        var arrays = new string('[', 64) + new string(']', 64);
        CanonicalJsonTests.Canonical(arrays).ShouldBe(arrays);
        Problem(Encoding.UTF8.GetBytes($"[{arrays}]")).ShouldBe("At byte 64: deeper than 64 levels.");
        var objects = string.Concat(Enumerable.Repeat("{\"a\":", 64)) + "1" + new string('}', 64);
        CanonicalJsonTests.Canonical(objects).ShouldBe(objects);
        Problem(Encoding.UTF8.GetBytes($"{{\"a\":{objects}}}")).ShouldBe("At byte 320: deeper than 64 levels.");
        Problem(Encoding.UTF8.GetBytes(new string('[', 1_000_000))).ShouldBe("At byte 64: deeper than 64 levels.");
    }

    [Fact]
    public void A_text_over_the_limit_is_not_looked_at() =>
        Problem(new byte[CanonicalJson.LongestBytes + 1]).ShouldBe("The text has 67108865 bytes, and the limit is 67108864.");

    [Fact]
    public void The_form_that_throws_says_the_same() =>
        Should.Throw<FormatException>(() => CanonicalJson.Write("[1}"u8)).Message.ShouldBe("At byte 2: not JSON.");

    [Fact]
    public void A_refusal_writes_nothing_and_leaves_the_writer_as_good_as_new()
    {
        var writer = new CanonicalJsonWriter();
        var target = new ArrayBufferWriter<byte>();
        foreach (var bad in (string[])["""{"b":{"d":1,"c":[{"z":1e999""", """{"b":1,"a":{"x":1,"x":2}}""", """{"a":"\ud800"}""", "[[["])
        {
            writer.TryWrite(Encoding.UTF8.GetBytes(bad), target, out var problem).ShouldBeFalse();
            problem.ShouldNotBeNull();
            target.WrittenCount.ShouldBe(0);
        }

        writer.TryWrite("""{"b":1,"a":2}"""u8, target, out var none).ShouldBeTrue();
        none.ShouldBeNull();
        Encoding.UTF8.GetString(target.WrittenSpan).ShouldBe("""{"a":2,"b":1}""");
    }

    private static string Problem(byte[] json)
    {
        var target = new ArrayBufferWriter<byte>();
        CanonicalJson.TryWrite(json, target, out var problem).ShouldBeFalse();
        target.WrittenCount.ShouldBe(0);
        return problem.ShouldNotBeNull();
    }
}
