using Ledger.Application.Composition;
using Ledger.Sealing;
using Ledger.Testing;

namespace Ledger.Application.Tests.Composition;

public sealed class LogSettingsTests
{
    [Fact]
    public void With_nothing_said_there_is_a_default_for_everything()
    {
        var settings = LogSettings.FromEnvironment(_ => null);

        settings.ShouldBe(LogSettings.Default);
        (settings.Sealing.Events, settings.Sealing.Longest.TotalSeconds)
            .ShouldBe((SealingLimits.EventsPerCheckpoint, SealingLimits.SecondsPerCheckpoint));
        settings.EntriesForAll.ShouldBeFalse();
    }

    [Fact]
    public void What_is_said_is_taken_and_the_key_is_never_shown()
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [LogSettings.OriginVariable] = "ledger.example/jiangxi",
            [LogSettings.EventsVariable] = "100",
            [LogSettings.SecondsVariable] = "0.5",
            [LogSettings.EntriesVariable] = "all",
            [Sealing.Keys.LogKeys.Variable] = "PRIVATE+KEY+x",
        };

        var settings = LogSettings.FromEnvironment(name => said.GetValueOrDefault(name));

        (settings.Origin, settings.Sealing.Events, settings.Sealing.Longest, settings.EntriesForAll)
            .ShouldBe(("ledger.example/jiangxi", 100, TimeSpan.FromMilliseconds(500), true));
        settings.ToString().ShouldNotContain("PRIVATE");
    }

    [Theory]
    [InlineData(LogSettings.OriginVariable, "two words")]
    [InlineData(LogSettings.OriginVariable, "a+b")]
    [InlineData(LogSettings.OriginVariable, "two\nlines")]
    [InlineData(LogSettings.EventsVariable, "0")]
    [InlineData(LogSettings.EventsVariable, "many")]
    [InlineData(LogSettings.SecondsVariable, "-1")]
    [InlineData(LogSettings.SecondsVariable, "1e9")]
    [InlineData(LogSettings.EntriesVariable, "yes")]
    public void What_cannot_be_is_told_by_the_variable_s_name(string variable, string value)
    {
        var refused = Should.Throw<SettingException>(() => LogSettings.FromEnvironment(name => name == variable ? value : null));

        refused.Message.ShouldStartWith(variable);
    }

    [Fact]
    public async Task A_log_keeps_the_name_of_its_first_day()
    {
        await using var database = await TestDatabase.Create();
        var home = TestServer.TemporaryFolder();
        var settings = new LedgerSettings(home, database.ConnectionString, new Uri(LedgerSettings.DefaultUrl), Engine: "native")
        {
            Log = LogSettings.Default with { Origin = "ledger.example/first" },
        };
        await using (var first = await Open(settings))
            first.Log.Identity.Origin.ShouldBe("ledger.example/first");
        await using (var again = await Open(settings with { Log = LogSettings.Default }))
            again.Log.Identity.Origin.ShouldBe("ledger.example/first");

        var other = settings with { Log = LogSettings.Default with { Origin = "ledger.example/second" } };
        (await Should.ThrowAsync<SettingException>(() => Open(other))).Message.ShouldContain("ledger.example/first");
    }

    private static Task<LedgerSystem> Open(LedgerSettings settings) => LedgerSystem.Open(
        settings, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
}
