namespace Ledger.Cli.Tests.Running;

/// <summary>Work that can wait stands back for a service beside it, and a service for nobody.</summary>
public sealed class PriorityTests
{
    private const int StoodBack = 10;

    [Fact]
    public async Task An_import_stands_back_with_all_threads_that_it_makes()
    {
        await using var ledger = await LedgerUnderTest.Create();
        var file = ledger.PathOf("hours.csv");
        await ledger.Run("sample", "--people", "3000", "--year", "2025", "--seed", "2", "--out", file);
        await ledger.Run("database", "migrate");
        using var import = ledger.Start("import", "hours", file, "--json");
        while (await ledger.Events() == 0)
            await Task.Delay(20);
        var nice = import.NiceOfThreads();
        (await import.End()).Exit.ShouldBe(ExitCodes.Ok);

        // A few are made by the runtime before the program begins: those of the collector, the finalizer, and one for signals.
        nice.Count(one => one == StoodBack).ShouldBeGreaterThan(nice.Count / 2, string.Join(' ', nice));
    }

    [Fact]
    public async Task A_service_does_not()
    {
        await using var ledger = await LedgerUnderTest.Create();
        using var service = ledger.StartAt("http://127.0.0.1:0", "serve");
        await service.Opened;
        service.NiceOfThreads().ShouldNotContain(StoodBack);
        service.Signal("TERM");
        (await service.End()).Exit.ShouldBe(ExitCodes.Ok);
    }
}
