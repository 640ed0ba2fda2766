using Ledger.Application.Composition;

namespace Ledger.Application.Tests.Jurisdictions;

/// <summary>
/// Where secrets may stand: files and variables as deployments hand them over, and the file itself where nobody else reads it.
/// </summary>
public sealed class SecretSourceTests : IDisposable
{
    private const string Key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private const UnixFileMode OpenToAll =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly WrittenFile file = new();

    [Fact]
    public void A_secret_may_stand_in_a_file_or_a_variable_that_the_file_names()
    {
        file.Set("JX_DATABASE", "postgres://ledger:secret@db.example/jiangxi").Beside("jiangxi.key", Key + "\n")
            .With(WrittenFile.Of(WrittenFile.Entry(
                "jiangxi", ("LEDGER_MASTER_KEY", """{ "file": "jiangxi.key" }"""),
                ("LEDGER_DATABASE", """{ "variable": "JX_DATABASE" }"""))));

        var settings = file.All()[0].Settings;

        settings.MasterKey.ShouldBe(Key);
        settings.Database.ShouldNotBeNull().ShouldContain("secret");
        file.All()[0].ToString().ShouldNotContain("secret");
    }

    [Fact]
    public void A_file_of_a_secret_is_its_owners_alone_also_by_way_of_a_link()
    {
        var text = WrittenFile.Of(WrittenFile.Entry("jiangxi", ("LEDGER_MASTER_KEY", """{ "file": "link" }""")));
        file.With(text).Beside("key", Key);
        File.CreateSymbolicLink(Path.Combine(file.Folder, "link"), "key");
        file.All()[0].Settings.MasterKey.ShouldBe(Key);

        file.Beside("key", Key, OpenToAll);

        Should.Throw<SettingException>(file.All).Message.ShouldContain("can be read by others than its owner; set its mode to");
    }

    [Theory]
    [InlineData("", "which is empty")]
    [InlineData(" \n", "which is empty")]
    [InlineData(null, "which is larger than 16384 bytes")]
    public void A_file_of_a_secret_that_cannot_be_is_refused(string? text, string told)
    {
        file.Beside("key", text ?? new string('a', 16_385))
            .With(WrittenFile.Of(WrittenFile.Entry("jiangxi", ("LEDGER_MASTER_KEY", """{ "file": "key" }"""))));

        Should.Throw<SettingException>(file.All).Message.ShouldContain(told);
    }

    [Theory]
    [InlineData("LEDGER_MASTER_KEY", $"\"{Key}\"")]
    [InlineData("LEDGER_LOG_KEY", "\"PRIVATE+KEY+a+b+c\"")]
    [InlineData("LEDGER_DATABASE", "\"postgres://ledger:secret@db.example/jiangxi\"")]
    [InlineData("LEDGER_DATABASE_OWNER", "\"Host=db.example;Database=jiangxi;Username=owner;Password=secret\"")]
    public void With_a_secret_in_it_the_file_must_be_its_owners_alone(string setting, string json)
    {
        var text = WrittenFile.Of(WrittenFile.Entry("jiangxi", (setting, json)));
        file.With(text).All().Count.ShouldBe(1);

        var refused = Should.Throw<SettingException>(() => file.Beside("jurisdictions.json", text, OpenToAll).All());

        refused.Message.ShouldContain("jurisdictions[0].settings has a key or a password in it");
        refused.Message.ShouldNotContain("secret");
    }

    [Fact]
    public void Without_a_secret_in_it_anybody_may_read_it() =>
        file.Beside("jurisdictions.json", WrittenFile.Two, OpenToAll).All().Count.ShouldBe(2);

    public void Dispose() => file.Dispose();
}
