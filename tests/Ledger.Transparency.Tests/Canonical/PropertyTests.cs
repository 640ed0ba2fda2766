using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Transparency.Canonical;

namespace Ledger.Transparency.Tests.Canonical;

public sealed class PropertyTests
{
    private static readonly Arbitrary<AnyJson> Values = Arb.From(AnyJson.Values(3));

    [Fact]
    public void However_a_value_is_written_it_has_one_form() => Prop.ForAll(Values, ArbMap.Default.ArbFor<int>(), (value, seed) =>
    {
        var one = CanonicalJsonTests.Canonical(value.Write(new Random(seed)));
        return CanonicalJsonTests.Canonical(value.Write(new Random(seed ^ 0x5bd1e995))) == one && CanonicalJsonTests.Canonical(one) == one;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void The_form_means_what_was_written() => Prop.ForAll(Values, ArbMap.Default.ArbFor<int>(), (value, seed) =>
    {
        var text = value.Write(new Random(seed));
        using var before = JsonDocument.Parse(text);
        using var after = JsonDocument.Parse(CanonicalJsonTests.Canonical(text));
        return JsonElement.DeepEquals(before.RootElement, after.RootElement);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    /// <summary>Strings compare by UTF-16 units in .NET when they compare ordinally, which is the order of section 3.2.3.</summary>
    [Fact]
    public void Properties_stand_in_ordinal_order() => Prop.ForAll(Arb.From(AnyJson.Texts.ArrayOf()), names =>
    {
        var given = names.Distinct().ToList();
        var json = JsonSerializer.Serialize(given.ToDictionary(name => name, _ => 0));
        using var after = JsonDocument.Parse(CanonicalJsonTests.Canonical(json));
        return after.RootElement.EnumerateObject().Select(property => property.Name).SequenceEqual(given.Order(StringComparer.Ordinal));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void A_string_written_alone_is_the_one_in_a_text() => Prop.ForAll(Arb.From(AnyJson.Texts), text =>
        Alone(text) == CanonicalJsonTests.Canonical(JsonSerializer.Serialize(text)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("\0\u0001\b\t\n\u000b\f\r\u001f", "\"\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\"")]
    [InlineData("\"\\/\u007f<>&'+中😀\u2028", "\"\\\"\\\\/\u007f<>&'+中😀\u2028\"")]
    public void Only_what_must_be_escaped_is(string text, string expected) => Alone(text).ShouldBe(expected);

    [Fact]
    public void Half_of_a_pair_is_no_text()
    {
        foreach (var text in (string[])["\ud800", "a\udc00", "\ud83d\n\ude00", "\ude00\ud83d"])
            Should.Throw<FormatException>(() => Alone(text));
    }

    [Fact]
    public void Long_strings_are_written_in_pieces()
    {
        var text = string.Concat(Enumerable.Repeat("学时\"\n\u0001", 40_000));
        Alone(text).ShouldBe("\"" + string.Concat(Enumerable.Repeat("学时\\\"\\n\\u0001", 40_000)) + "\"");
        CanonicalJsonTests.Canonical(JsonSerializer.Serialize(text)).ShouldBe(Alone(text));
    }

    [Fact]
    public void Whole_numbers_are_written_alone_up_to_where_doubles_have_gaps()
    {
        var target = new ArrayBufferWriter<byte>();
        CanonicalJson.WriteNumber(target, -CanonicalJson.LargestSafeInteger);
        CanonicalJson.WriteNumber(target, 0);
        CanonicalJson.WriteNumber(target, CanonicalJson.LargestSafeInteger);
        Encoding.UTF8.GetString(target.WrittenSpan).ShouldBe("-900719925474099109007199254740991");
        Should.Throw<ArgumentOutOfRangeException>(() => CanonicalJson.WriteNumber(target, CanonicalJson.LargestSafeInteger + 1));
        Should.Throw<ArgumentOutOfRangeException>(() => CanonicalJson.WriteNumber(target, long.MinValue));
    }

    /// <summary>Objects of many properties, worst order first: sorting must not take the square of their number.</summary>
    [Fact]
    public void A_large_object_is_sorted()
    {
        var names = Enumerable.Range(0, 200_000).Select(number => $"{number:D6}").ToList();
        var json = "{" + string.Join(",", Enumerable.Reverse(names).Select(name => $"\"{name}\":[{name.TrimStart('0')}0]")) + "}";
        var expected = "{" + string.Join(",", names.Select(name => $"\"{name}\":[{name.TrimStart('0')}0]")) + "}";
        (CanonicalJsonTests.Canonical(json) == expected).ShouldBeTrue();
        CanonicalJsonTests.Canonical("{\"b\":1,\"a\":2}").ShouldBe("{\"a\":2,\"b\":1}");
    }

    [Fact]
    public void A_writer_that_is_used_again_takes_no_memory()
    {
        var writer = new CanonicalJsonWriter();
        var json = """
            {"name": "签到表\n", "day": "2026-03-14", "hours": 12.50, "list": [{"b": 1, "a": 0.1234567890123456}], "ab": -0}
            """u8.ToArray();
        writer.TryWrite(json, out ReadOnlySpan<byte> canonical, out _).ShouldBeTrue();
        var expected = canonical.ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            writer.TryWrite(json, out canonical, out _);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000);
        canonical.SequenceEqual(expected).ShouldBeTrue();
    }

    private static string Alone(string text)
    {
        var target = new ArrayBufferWriter<byte>();
        CanonicalJson.WriteString(target, text);
        return Encoding.UTF8.GetString(target.WrittenSpan);
    }
}
