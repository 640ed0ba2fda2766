using Ledger.Application.Composition;
using Ledger.Application.Jurisdictions;

namespace Ledger.Application.Tests.Jurisdictions;

/// <summary>Which ledger a verb works on.</summary>
public sealed class JurisdictionChoiceTests : IDisposable
{
    private readonly WrittenFile file = new WrittenFile().With(WrittenFile.Two);

    [Fact]
    public void Without_a_file_it_is_the_one_of_the_environment()
    {
        JurisdictionCatalog.One(name => name == "LEDGER_HOME" ? "/srv/one" : null, "/").Home.ShouldBe("/srv/one");
        JurisdictionCatalog.IsOfSeveral(_ => null).ShouldBeFalse();
    }

    [Fact]
    public void Of_several_it_is_the_one_that_is_named()
    {
        JurisdictionCatalog.IsOfSeveral(file.Variable).ShouldBeTrue();
        file.Set("LEDGER_JURISDICTION", "guangdong");

        JurisdictionCatalog.IsOfSeveral(file.Variable).ShouldBeFalse();
        JurisdictionCatalog.One(file.Variable, "/").Log.Origin.ShouldBe("ledger.example/guangdong");
    }

    [Fact]
    public void None_named_of_several_is_refused_with_the_names() =>
        Should.Throw<SettingException>(() => JurisdictionCatalog.One(file.Variable, "/"))
            .Message.ShouldBe("LEDGER_JURISDICTIONS names several ledgers, and this works on one: set LEDGER_JURISDICTION to one of "
                + "jiangxi, guangdong.");

    [Fact]
    public void A_name_that_is_none_of_them_is_refused_with_the_names() =>
        Should.Throw<SettingException>(() => JurisdictionCatalog.One(file.Set("LEDGER_JURISDICTION", "hunan").Variable, "/"))
            .Message.ShouldContain("In it: jiangxi, guangdong.");

    [Fact]
    public void A_name_without_a_file_is_refused() =>
        Should.Throw<SettingException>(() => JurisdictionCatalog.One(name => name == "LEDGER_JURISDICTION" ? "jiangxi" : null, "/"))
            .Message.ShouldStartWith("LEDGER_JURISDICTION ");

    [Theory]
    [InlineData("LEDGER_HOME")]
    [InlineData("LEDGER_DATABASE")]
    [InlineData("LEDGER_DATABASE_OWNER")]
    [InlineData("LEDGER_MASTER_KEY")]
    [InlineData("LEDGER_LOG_ORIGIN")]
    [InlineData("LEDGER_LOG_KEY")]
    [InlineData("LEDGER_READER_OF")]
    public void A_setting_of_one_ledger_beside_the_file_is_refused_and_not_passed_over(string variable)
    {
        file.Set("LEDGER_JURISDICTION", "jiangxi").Set(variable, "hunter2");

        foreach (var read in (Action[])[() => file.All(), () => JurisdictionCatalog.One(file.Variable, "/")])
        {
            var refused = Should.Throw<SettingException>(read);
            refused.Message.ShouldStartWith($"{variable} is set beside LEDGER_JURISDICTIONS");
            refused.Message.ShouldNotContain("hunter2");
        }
    }

    [Theory]
    [InlineData("LEDGER_URL", "ftp://x")]
    [InlineData("LEDGER_NODE", "two words")]
    public void A_setting_of_the_process_that_cannot_be_is_not_laid_to_a_ledger(string variable, string value) =>
        Should.Throw<SettingException>(() => file.Set(variable, value).All()).Message.ShouldStartWith(variable);

    [Fact]
    public void What_only_another_ledger_needs_is_not_fetched()
    {
        file.Set("LEDGER_JURISDICTION", "jiangxi").With(WrittenFile.Of(
            WrittenFile.Entry("jiangxi"), WrittenFile.Entry("guangdong", ("LEDGER_MASTER_KEY", """{ "file": "of-another-account" }"""))));

        JurisdictionCatalog.One(file.Variable, "/").Log.Origin.ShouldBe("ledger.example/jiangxi");
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("jiangxi.localhost", true)]
    [InlineData("Jiangxi.LOCALHOST", true)]
    [InlineData("localhost.example", false)]
    [InlineData("mylocalhost", false)]
    [InlineData("", false)]
    public void A_name_under_localhost_is_of_this_machine(string host, bool here) => HostNames.IsOfThisMachine(host).ShouldBe(here);

    public void Dispose() => file.Dispose();
}
