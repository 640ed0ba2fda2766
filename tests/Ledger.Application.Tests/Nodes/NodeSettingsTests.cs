using Ledger.Application.Composition;
using Ledger.Application.Nodes;

namespace Ledger.Application.Tests.Nodes;

public sealed class NodeSettingsTests
{
    private const string Standby = "postgres://ledger@standby.example/ledger";

    [Theory]
    [InlineData("machine-1.example", 4711, "machine-1.example:4711")]
    [InlineData("机器 1", 7, "___1:7")]
    [InlineData("a-machine-whose-name-is-longer-than-a-session-can-have", 12345, "a-machine-whose-name-is-longer-than-a-sess:12345")]
    public void A_node_is_called_by_its_machine_and_process_unless_somebody_names_it(string machine, int process, string name)
    {
        NodeName.Make(machine, process).ShouldBe(name);
        NodeName.IsValid(name).ShouldBeTrue();
    }

    [Fact]
    public void It_writes_itself_unless_it_is_told_whose_reader_it_is()
    {
        var settings = Of();

        settings.ReaderOf.ShouldBeNull();
        settings.Node.ShouldBe(NodeName.Default);
        Of(("LEDGER_NODE", "jiangxi-2"), ("LEDGER_DATABASE", Standby), ("LEDGER_READER_OF", "http://ledger.example:8080"))
            .ShouldSatisfyAllConditions(
                reader => reader.Node.ShouldBe("jiangxi-2"),
                reader => reader.ReaderOf.ShouldBe(new Uri("http://ledger.example:8080")));
    }

    [Theory]
    [InlineData("LEDGER_NODE", "two words")]
    [InlineData("LEDGER_NODE", "a-name-of-one-character-more-than-a-session-holds")]
    [InlineData("LEDGER_READER_OF", "primary.test:8080")]
    [InlineData("LEDGER_READER_OF", "ftp://ledger.example/")]
    [InlineData("LEDGER_READER_OF", "http://who:secret@ledger.example/")]
    public void What_cannot_be_is_refused_with_the_variables_name_and_without_its_value(string variable, string value)
    {
        var refused = Should.Throw<SettingException>(() => Of(("LEDGER_DATABASE", Standby), (variable, value)));

        refused.Message.ShouldStartWith(variable);
        refused.Message.ShouldNotContain(value);
    }

    [Fact]
    public void A_reader_needs_a_standby_to_read_from() =>
        Should.Throw<SettingException>(() => Of(("LEDGER_READER_OF", "http://ledger.example:8080")))
            .Message.ShouldContain("LEDGER_DATABASE");

    private static LedgerSettings Of(params (string Name, string Value)[] variables) =>
        LedgerSettings.FromEnvironment(name => variables.FirstOrDefault(one => one.Name == name).Value, "/");
}
