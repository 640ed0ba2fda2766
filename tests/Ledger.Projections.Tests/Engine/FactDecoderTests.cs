using System.Text;
using System.Text.Json.Nodes;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;
using Ledger.Projections.Engine;

namespace Ledger.Projections.Tests.Engine;

public sealed class FactDecoderTests
{
    private const string Recognition =
        """{"act": {"by": "hr-360000", "on": "2024-07-01"}, "entry": "5973189a-45d5-886e-98a1-abf02be85f02", "hours": 6}""";

    [Fact]
    public void Facts_of_hours_are_read_by_hand_as_the_catalogue_reads_them()
    {
        const int Facts = 2_000;
        var random = new Random(20240701);
        var decoder = new FactDecoder();
        for (var number = 0; number < Facts; number++)
        {
            var on = new DateOnly(2024, 1, 1).AddDays(random.Next(-40_000, 40_000));
            // Few acts and texts, so that what was seen before is given out again, and must be what stands there.
            var rule = random.Next(2) == 0 ? null : new RuleReference("jiangxi", "2023.1", $"259:第{random.Next(9)}条");
            var act = new Act(on.AddDays(random.Next(3)), "hr-360000", rule, Text(random));
            var (entry, hours) = (Guid.NewGuid(), random.Next(-100, 10_000) / 100m);
            Same(decoder, new HoursRecognised(act, entry, hours));
            Same(decoder, new HoursClaimed(
                act, entry, (LearningForm)random.Next(1, 7), (SubjectKind)random.Next(2), hours, Text(random), Text(random) ?? "",
                Text(random), on, on.AddDays(random.Next(9)), Text(random), Text(random)));
        }
    }

    [Fact]
    public async Task What_the_database_keeps_of_what_this_program_writes_is_what_the_hand_takes()
    {
        await using var ledger = await TestLedger.Create();
        IFact[] facts =
        [
            Said.Claimed(Guid.NewGuid(), 8.50m, project: "p-1"),
            Said.Claimed(Guid.NewGuid(), 0.5m, SubjectKind.Public, LearningForm.Degree, provider: null, division: null)
                with { Import = "import", Act = new Act(new DateOnly(2024, 2, 29), "x", new RuleReference("a", "b", "c"), "d") },
            Said.Recognised(Guid.NewGuid(), 24),
            Said.Recognised(Guid.NewGuid(), 1) with { Act = new Act(new(2024, 1, 1), "x", null, null, [new Evidence("{甲}", "00")]) },
        ];
        var hours = new HoursFacts(64);
        foreach (var fact in facts)
        {
            await ledger.Append(Said.Credits(Guid.NewGuid()), fact);
            var kept = await ledger.Lines("select data::text from public.mt_events order by seq_id desc limit 1");
            hours.Read(FactCatalog.NameOf(fact.GetType()), Encoding.UTF8.GetBytes(kept)).ShouldBe(fact);
        }
    }

    [Theory]
    [InlineData("6}", "\"6\"}", "$.hours")]
    [InlineData("6}", "6e400}", "$.hours")]
    [InlineData("6}", "null}", "$.hours")]
    [InlineData("\"hours\"", "\"notes\"", "hours")]
    [InlineData("5973189a", "5973", "$.entry")]
    [InlineData("\"hr-360000\"", "null", "act")]
    [InlineData("2024-07-01", "2024-07-32", "$.act.on")]
    [InlineData("2024-07-01", "0001-01-01", "act")]
    [InlineData("{\"by\": \"hr-360000\", \"on\": \"2024-07-01\"}", "7", "$.act")]
    public void What_does_not_fit_is_told_by_its_place(string written, string instead, string place)
    {
        new FactDecoder().Decode("credits.recognised.v1", Changed(written, instead), out var reason).ShouldBeNull();
        reason.ShouldNotBeNull().ShouldEndWith(place);
    }

    [Theory]
    [InlineData("6}", "6, \"since\": [1, {\"a\": 2}]}")]
    [InlineData("6}", "7, \"hours\": 6}")]
    [InlineData("\"hours\"", "\"\\u0068ours\"")]
    [InlineData("2024-07-01\"", "2024-07-01\", \"evidence\": []")]
    [InlineData("hr-", "\\u0068r-")]
    [InlineData(": ", ":")]
    public void What_is_written_otherwise_and_fits_is_read_all_the_same(string written, string instead)
    {
        var body = Changed(written, instead);
        var fact = new FactDecoder().Decode("credits.recognised.v1", body, out var reason).ShouldBeOfType<HoursRecognised>();
        reason.ShouldBeNull();
        (fact.Hours, fact.Act).ShouldBe((6, new Act(new DateOnly(2024, 7, 1), "hr-360000")));
    }

    [Fact]
    public void An_alias_that_is_unknown_is_no_fact_and_no_poison()
    {
        new FactDecoder().Decode("credits.blessed.v9", Encoding.UTF8.GetBytes(Recognition), out var reason).ShouldBeNull();
        reason.ShouldBeNull();
    }

    private static byte[] Changed(string written, string instead)
    {
        Recognition.ShouldContain(written);
        return Encoding.UTF8.GetBytes(Recognition.Replace(written, instead, StringComparison.Ordinal));
    }

    private static string? Text(Random random)
    {
        string?[] texts = [null, "", "甲", "a\"b\\c\n", "𠮷野", new string('长', 60), "sample-2025-p0107"];
        return random.Next(3) == 0 ? $"p-{random.Next(20)}" : texts[random.Next(texts.Length)];
    }

    private static void Same(FactDecoder decoder, IFact fact)
    {
        var type = FactCatalog.NameOf(fact.GetType());
        var body = Encoding.UTF8.GetBytes(AsJsonb(JsonNode.Parse(FactCatalog.Write(fact))!));
        decoder.Decode(type, body, out var reason).ShouldBe(FactCatalog.Read(type, body));
        reason.ShouldBeNull();
    }

    /// <summary>Keys by length and then by bytes, spaces after colons and commas, and nothing escaped that need not be.</summary>
    private static string AsJsonb(JsonNode node) => node is not JsonObject json
        ? node.ToJsonString(FactCatalog.Json)
        : "{" + string.Join(", ", json.OrderBy(pair => pair.Key.Length).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"\"{pair.Key}\": {AsJsonb(pair.Value!)}")) + "}";
}
