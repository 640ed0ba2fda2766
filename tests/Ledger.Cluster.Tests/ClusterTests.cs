namespace Ledger.Cluster.Tests;

/// <summary>The demonstration with fewer commands: real servers, a real standby, real processes, a real kill.</summary>
public sealed class ClusterTests
{
    [Fact]
    public async Task Nothing_is_lost_and_nothing_twice_when_the_working_node_is_killed_under_load()
    {
        var seen = await Demonstration.Run(600, durable: false, _ => { });

        seen.Findings.ShouldBeEmpty();
        seen.Commands.ShouldBe(600);
        seen.Deliveries.ShouldBe(600);
        seen.TakenOver.ShouldBeLessThan(TimeSpan.FromSeconds(15));
        seen.Reads.Count.ShouldBeGreaterThan(0);
    }
}
