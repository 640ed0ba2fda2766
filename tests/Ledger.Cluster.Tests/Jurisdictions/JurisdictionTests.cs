namespace Ledger.Cluster.Tests.Jurisdictions;

/// <summary>The demonstration with fewer commands: real servers, the real program, a real kill.</summary>
public sealed class JurisdictionTests
{
    [Fact]
    public async Task Nothing_crosses_and_one_database_takes_down_its_own_jurisdiction_alone()
    {
        var seen = await JurisdictionDemonstration.Run(300, _ => { });

        seen.Findings.ShouldBeEmpty();
        seen.Commands.ShouldBe(600);
        seen.Meanwhile.ShouldBe(300);
        seen.SentAgain.ShouldBeGreaterThan(0);
        seen.Opened.ShouldBeLessThan(TimeSpan.FromSeconds(60));
    }
}
