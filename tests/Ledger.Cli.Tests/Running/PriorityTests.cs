using Ledger.EventStore.Servers;
using Ledger.Testing;

namespace Ledger.Cli.Tests.Running;

/// <summary>Work that can wait stands back for a service beside it, and a service for nobody.</summary>
public sealed class PriorityTests
{
    private const int StoodBack = 10;

    [Fact]
    public async Task An_import_stands_back_with_all_threads_that_work()
    {
        await using var ledger = await LedgerUnderTest.Create();
        using var import = await ledger.ImportUnderWay(ledger.PathOf("hours.csv"));
        var nice = import.NiceOfThreads(Niceness.Workers);
        // The system takes it of one after the other.
        await Until.True(async () => await ledger.NiceOfSessions() is { Count: > 0 } sessions && sessions.All(one => one >= StoodBack));
        (await import.End()).Exit.ShouldBe(ExitCodes.Ok);

        nice.ShouldNotBeEmpty();
        nice.ShouldAllBe(one => one >= StoodBack);
    }

    [Fact]
    public async Task A_service_does_not_but_for_what_follows_the_log()
    {
        await using var ledger = await LedgerUnderTest.Create();
        using var service = ledger.StartAt("http://127.0.0.1:0", "serve");
        await service.Opened;
        var nice = service.NiceOfThreads(Niceness.Workers);
        nice.ShouldNotBeEmpty();
        nice.Distinct().ShouldBe([Niceness.Of(Environment.ProcessId)]);
        await Until.True(() =>
            service.NiceOfThreads(FollowingThreads.ThreadName) is { Count: > 0 } following && following.All(one => one == StoodBack));
        await Until.True(async () =>
            (await ledger.NiceOfSessions()).Distinct().Order().SequenceEqual([Niceness.Of(Environment.ProcessId), StoodBack]));
        service.Signal("TERM");
        (await service.End()).Exit.ShouldBe(ExitCodes.Ok);
    }
}
