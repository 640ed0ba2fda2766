using Ledger.Application.Composition;
using Ledger.Application.Jurisdictions;

namespace Ledger.Application.Tests.Jurisdictions;

/// <summary>What stands in the file is what is served; what cannot be is refused with its place, and no value is repeated.</summary>
public sealed class JurisdictionFileTests : IDisposable
{
    private readonly WrittenFile file = new();

    [Fact]
    public void Each_entry_is_a_ledger_with_the_settings_that_a_single_one_would_have()
    {
        file.Set("LEDGER_NODE", "node-1").Set("LEDGER_URL", "http://127.0.0.1:9000").With("""
            { "jurisdictions": [
              { "name": "jiangxi", "hosts": ["Jiangxi.Ledger.Example", "jiangxi.localhost"], "settings": {
                "LEDGER_HOME": "homes/jiangxi", "LEDGER_DATABASE": "postgres://ledger@db.example/jiangxi",
                "LEDGER_DATABASE_OWNER": "postgres://owner@db.example/jiangxi", "LEDGER_LOG_ORIGIN": "ledger.example/jiangxi",
                "LEDGER_LOG_ENTRIES": "all", "LEDGER_SEAL_SECONDS": "2", "LEDGER_SEAL_EVENTS": "10",
                "LEDGER_READER_OF": "http://primary.example:8080" } },
              { "name": "guangdong-2", "hosts": ["guangdong.localhost"], "settings": {
                "LEDGER_HOME": "/srv/guangdong", "LEDGER_LOG_ORIGIN": "ledger.example/guangdong" } } ] }
            """);

        var all = file.All();

        all.Select(one => one.Name).ShouldBe(["jiangxi", "guangdong-2"]);
        all[0].Hosts.ShouldBe(["jiangxi.ledger.example", "jiangxi.localhost"]);
        var settings = all[0].Settings;
        settings.Home.ShouldBe(Path.Combine(file.Folder, "homes", "jiangxi"));
        settings.Database.ShouldNotBeNull().ShouldContain("db.example");
        settings.DatabaseOwner.ShouldNotBeNull().ShouldContain("owner");
        settings.Log.Origin.ShouldBe("ledger.example/jiangxi");
        settings.Log.EntriesForAll.ShouldBeTrue();
        settings.Log.Sealing.Events.ShouldBe(10);
        settings.ReaderOf.ShouldBe(new Uri("http://primary.example:8080"));
        settings.Node.ShouldBe("node-1");
        settings.Url.Port.ShouldBe(9000);
        all[1].Settings.ShouldSatisfyAllConditions(
            other => other.Home.ShouldBe("/srv/guangdong"),
            other => other.Database.ShouldBeNull(),
            other => other.ReaderOf.ShouldBeNull(),
            other => other.Node.ShouldBe("node-1"));
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "[", "is not JSON, in line 1" },
        { "[]", "is to be a JSON object with these members: jurisdictions" },
        { "{}", "lacks the member jurisdictions" },
        { """{ "jurisdictions": [], "hunter2": 1 }""", "has a member that is none of these: jurisdictions" },
        { """{ "jurisdictions": [], "jurisdictions": [] }""", "jurisdictions stands there twice" },
        { """{ "jurisdictions": [] }""", "jurisdictions is to be a JSON array of 1 to 64" },
        { """{ "jurisdictions": {} }""", "jurisdictions is to be a JSON array of 1 to 64" },
        { WrittenFile.Of([.. Enumerable.Range(0, 65).Select(number => WrittenFile.Entry($"j{number}"))]), "a JSON array of 1 to 64" },
        { WrittenFile.Of("1"), "jurisdictions[0] is to be a JSON object" },
        { WrittenFile.Of("""{ "hosts": [], "settings": {} }"""), "jurisdictions[0] lacks the member name" },
        { Named("\"Jiangxi\""), "jurisdictions[0].name is to be of small letters" },
        { Named("\"-jx\""), "jurisdictions[0].name is to be of small letters" },
        { Named("\"\""), "jurisdictions[0].name is to be a JSON string" },
        { Named($"\"{new string('a', 41)}\""), "is longer than 40 characters" },
        { Named("\"a\\u0007\""), "has a control character" },
        { Named("\"a\\ud800\""), "has half a character in it" },
        { Named("\"guangdong\""), "jurisdictions[1] has the name of jurisdictions[0]" },
        { Hosts(), "jurisdictions[0].hosts is to be a JSON array of 1 to 16" },
        { Hosts([.. Enumerable.Range(0, 17).Select(number => $"h{number}.example")]), "hosts is to be a JSON array of 1 to 16" },
        { Hosts("guangdong.localhost"), "jurisdictions[1] has the host of jurisdictions[0]" },
        { Hosts("a.example", "A.example"), "jurisdictions[0] has the same host twice" },
        { Setting("LEDGER_URL", "\"http://127.0.0.1:1\""), "jurisdictions[0].settings has a member that is none of these: LEDGER_HOME" },
        { Setting("LEDGER_HOME", "7"), "settings.LEDGER_HOME is to be a JSON string, or an object that names a file or a variable" },
        { Setting("LEDGER_HOME", "\"homes/guangdong\""), "jurisdictions[1] has the LEDGER_HOME of jurisdictions[0]" },
        { Setting("LEDGER_HOME", "\"homes/./guangdong/\""), "jurisdictions[1] has the LEDGER_HOME of jurisdictions[0]" },
        { Setting("LEDGER_LOG_ORIGIN", "\"ledger.example/guangdong\""), "has the LEDGER_LOG_ORIGIN of jurisdictions[0]" },
        { Setting("LEDGER_LOG_ORIGIN", "\"two words\""), "jurisdictions[0] (jiangxi) cannot be: LEDGER_LOG_ORIGIN is a name such as" },
        { Setting("LEDGER_DATABASE", "\"postgres://x@DB.example:5432/guangdong\""), "has the LEDGER_DATABASE of jurisdictions[0]" },
        { Setting("LEDGER_DATABASE", "\"hunter2\""), "jurisdictions[0] (jiangxi) cannot be: LEDGER_DATABASE is neither" },
        { Setting("LEDGER_MASTER_KEY", "{}"), "settings.LEDGER_MASTER_KEY is to name a file or a variable, and one of them" },
        { Setting("LEDGER_MASTER_KEY", """{ "file": "a", "variable": "b" }"""), "is to name a file or a variable, and one of them" },
        { Setting("LEDGER_MASTER_KEY", """{ "path": "hunter2" }"""), "has a member that is none of these: file, variable" },
        { Setting("LEDGER_MASTER_KEY", """{ "variable": "HUNTER2_NOT_SET" }"""), "names a variable that is not set" },
        { Setting("LEDGER_MASTER_KEY", """{ "file": "absent" }"""), "cannot be read" },
        { WrittenFile.Of(Without("LEDGER_HOME")), "jurisdictions[0].settings lacks LEDGER_HOME: each ledger has a folder of its own" },
        { WrittenFile.Of(Without("LEDGER_LOG_ORIGIN")), "jurisdictions[0].settings lacks LEDGER_LOG_ORIGIN" },
        { Same("LEDGER_MASTER_KEY"), "jurisdictions[1] has the LEDGER_MASTER_KEY of jurisdictions[0]" },
        { Same("LEDGER_LOG_KEY"), "jurisdictions[1] has the LEDGER_LOG_KEY of jurisdictions[0]" },
        { new string(' ', JurisdictionLimits.FileBytes + 1), "is larger than 262144 bytes" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_is_refused_with_its_place_and_without_its_value(string text, string told)
    {
        var refused = Should.Throw<SettingException>(() => file.With(text).All());

        refused.Message.ShouldStartWith($"LEDGER_JURISDICTIONS names {file.Folder}");
        refused.Message.ShouldContain(told);
        refused.Message.ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("http://jiangxi.example")]
    [InlineData("jiangxi.example:8080")]
    [InlineData("jiangxi.example.")]
    [InlineData("江西.example")]
    [InlineData("-a.example")]
    [InlineData("a..example")]
    [InlineData("a_b.example")]
    public void A_host_is_a_name_and_nothing_else(string host)
    {
        Should.Throw<SettingException>(() => file.With(Hosts(host)).All())
            .Message.ShouldContain("jurisdictions[0].hosts[0] is to be a host name such as");
    }

    [Fact]
    public void A_label_has_at_most_63_characters()
    {
        file.With(Hosts(new string('a', 63) + ".example")).All().Count.ShouldBe(2);
        Should.Throw<SettingException>(() => file.With(Hosts(new string('a', 64) + ".example")).All());
    }

    [Fact]
    public void A_file_that_is_not_there_is_said_to_be_missing() =>
        Should.Throw<SettingException>(() => file.All()).Message.ShouldContain("it cannot be read");

    public void Dispose() => file.Dispose();

    /// <summary>The first of the two with another name.</summary>
    private static string Named(string json) => WrittenFile.Two.Replace("\"jiangxi\"", json, StringComparison.Ordinal);

    private static string Hosts(params string[] hosts) => WrittenFile.Two.Replace(
        "[\"jiangxi.localhost\"]", System.Text.Json.JsonSerializer.Serialize(hosts), StringComparison.Ordinal);

    private static string Setting(string name, string json) =>
        WrittenFile.Of(WrittenFile.Entry("jiangxi", (name, json)), WrittenFile.Entry("guangdong"));

    private static string Same(string key) => WrittenFile.Of(
        WrittenFile.Entry("jiangxi", (key, "\"hunter2-the-same\"")), WrittenFile.Entry("guangdong", (key, "\"hunter2-the-same\"")));

    private static string Without(string setting) =>
        WrittenFile.Entry("jiangxi").Replace(setting, "LEDGER_LOG_ENTRIES", StringComparison.Ordinal);
}
