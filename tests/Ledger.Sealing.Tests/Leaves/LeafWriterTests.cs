using System.Text;
using System.Text.Json;
using Ledger.EventStore;
using Ledger.Sealing.Leaves;
using Ledger.Transparency.Canonical;
using Ledger.Transparency.Tiles;

namespace Ledger.Sealing.Tests.Leaves;

public sealed class LeafWriterTests
{
    private const string Source = "urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057";

    /// <summary>What was sealed once is sealed so for ever: this text and this hash never change.</summary>
    [Fact]
    public void A_leaf_is_written_today_as_it_was_on_the_first_day()
    {
        var recorded = Recorded("""
            {"act": {"by": "hr-360000", "on": "2024-03-05", "rule": {"pack": "jiangxi", "article": "259:第二十五条", "version": "2023.1"}},
             "hours": 12.50, "to": "乙", "from": "甲"}
            """) with { Metadata = new EventMetadata("clerk-7", "corr-1", "institution.rename"), Headers = """{"a": 1}""" };

        Text(recorded).ShouldBe("""
            {"actor":"clerk-7","causationid":"institution.rename","correlationid":"corr-1",
            "data":{"act":{"by":"hr-360000","on":"2024-03-05","rule":{"article":"259:第二十五条","pack":"jiangxi","version":"2023.1"}},
            "from":"甲","hours":12.5,"to":"乙"},"datacontenttype":"application/json","headers":"{\"a\": 1}",
            "id":"01890a5d-ac96-774b-bcce-b302099a8058","rulepack":"jiangxi/2023.1","sequence":"0000000000000000042",
            "source":"urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057","specversion":"1.0","streamversion":3,
            "subject":"institution-a","time":"2024-03-05T04:00:00.123456Z","type":"institution.renamed.v1"}
            """.ReplaceLineEndings(""));
        new LeafWriter(Source).Hash(recorded).ToString().ShouldBe("800825808fe9982448790777bb8906c4a8471c8e8fb7831f5f58c47df7515aea");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"b": [1, {"z": null, "a": true}], "\u20ac": "\u0007\"\\", "𐍈": 1e21, "ﬁ": -0.0}""")]
    [InlineData("""{"act": {"rule": {"pack": "p"}}}""")]
    [InlineData("""{"act": {"rule": ["pack", "version"]}, "pack": 1}""")]
    [InlineData("[1, 2]")]
    [InlineData("\"text\"")]
    public void A_leaf_is_its_own_canonical_form(string body)
    {
        var leaf = new LeafWriter(Source).Write(Recorded(body)).ToArray();

        Encoding.UTF8.GetString(CanonicalJson.Write(leaf)).ShouldBe(Encoding.UTF8.GetString(leaf));
    }

    [Theory]
    [InlineData("""{"n": 9007199254740993}""")]
    [InlineData("""{"n": 1e400}""")]
    [InlineData("""{"n": 0.1000000000000000055511151231257827}""")]
    public void A_number_that_canonical_json_would_change_is_kept_as_the_database_says_it(string body)
    {
        using var leaf = JsonDocument.Parse(Text(Recorded(body)));

        leaf.RootElement.TryGetProperty("data", out _).ShouldBeFalse();
        Encoding.UTF8.GetString(leaf.RootElement.GetProperty("data_base64").GetBytesFromBase64()).ShouldBe(body);
        Text(Recorded(body)).ShouldNotBe(Text(Recorded(body.Replace("3", "2", StringComparison.Ordinal) + " ")));
    }

    [Fact]
    public void A_body_too_long_for_an_entry_is_bound_by_its_digest()
    {
        var body = $$"""{"long": "{{new string('x', EntryBundle.EntryBytes)}}"}""";
        var leaf = Text(Recorded(body));

        Encoding.UTF8.GetByteCount(leaf).ShouldBeLessThanOrEqualTo(EntryBundle.EntryBytes);
        using var json = JsonDocument.Parse(leaf);
        json.RootElement.GetProperty("datasha256").GetString()!.Length.ShouldBe(64);
        leaf.ShouldNotBe(Text(Recorded(body.Replace("xx\"", "xy\"", StringComparison.Ordinal))));
        Encoding.UTF8.GetString(CanonicalJson.Write(Encoding.UTF8.GetBytes(leaf))).ShouldBe(leaf);
    }

    [Fact]
    public void Attributes_too_long_for_an_entry_are_bound_by_their_digests_and_named()
    {
        var far = new string('\u0001', EntryBundle.EntryBytes);
        var recorded = Recorded("{}") with { Headers = $"\"{far}\"", Metadata = new EventMetadata(far, "short", far), StreamId = far };
        var leaf = Text(recorded);

        Encoding.UTF8.GetByteCount(leaf).ShouldBeLessThanOrEqualTo(EntryBundle.EntryBytes);
        using var json = JsonDocument.Parse(leaf);
        json.RootElement.GetProperty("digested").GetString().ShouldBe("actor causationid headers subject");
        json.RootElement.GetProperty("correlationid").GetString().ShouldBe("short");
        leaf.ShouldNotBe(Text(recorded with { StreamId = far[1..] }));
        Encoding.UTF8.GetString(CanonicalJson.Write(Encoding.UTF8.GetBytes(leaf))).ShouldBe(leaf);
    }

    [Fact]
    public void The_largest_body_that_the_store_takes_fits_an_entry_with_the_longest_envelope()
    {
        var body = $$"""{"long":"{{new string('字', (StoreLimits.EventBodyBytes - 12) / 3)}}"}""";
        var longest = new string('x', StoreLimits.MetadataCharacters);
        var recorded = Recorded(body) with
        {
            StreamId = new string('s', StoreLimits.StreamIdCharacters),
            Type = new string('t', StoreLimits.EventTypeCharacters),
            Metadata = new EventMetadata(longest, longest, longest),
        };

        Text(recorded).ShouldContain("\"data\":{\"long\"");
    }

    [Fact]
    public void Every_attribute_is_named_as_cloud_events_ask()
    {
        using var json = JsonDocument.Parse(Text(Recorded("{}") with { Metadata = new EventMetadata("a", "b", "c"), Headers = "{}" }));

        json.RootElement.EnumerateObject().SelectMany(one => one.Name)
            .ShouldAllBe(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter));
    }

    private static string Text(RecordedEvent recorded) => Encoding.UTF8.GetString(new LeafWriter(Source).Write(recorded));

    private static RecordedEvent Recorded(string body) => new(
        42, "institution-a", 3, new Guid("01890a5d-ac96-774b-bcce-b302099a8058"), "institution.renamed.v1", Encoding.UTF8.GetBytes(body),
        new DateTimeOffset(2024, 3, 5, 12, 0, 0, TimeSpan.FromHours(8)).AddTicks(1_234_560), EventMetadata.None);
}
