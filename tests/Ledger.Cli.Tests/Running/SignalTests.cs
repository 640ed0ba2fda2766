using System.Net;

namespace Ledger.Cli.Tests.Running;

/// <summary>Stopped, killed, started twice: what was committed stays, and no server is left behind.</summary>
public sealed class SignalTests
{
    private const string AnyPort = "http://127.0.0.1:0";
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task An_import_that_is_interrupted_can_be_sent_again()
    {
        await using var ledger = await LedgerUnderTest.Create();
        var file = ledger.PathOf("hours.csv");
        using var import = await ledger.ImportUnderWay(file);
        import.Signal("INT");
        var stopped = await import.End(StopPatience);
        stopped.Exit.ShouldBe(ExitCodes.Cancelled, stopped.Error);
        stopped.Json["end"]!.GetValue<string>().ShouldBe("cancelled");
        var rows = File.ReadLines(file).Count() - 1;
        var landed = stopped.Json["accepted"]!.GetValue<int>();
        landed.ShouldBeLessThan(rows);

        var again = await ledger.Run("import", "hours", file, "--json");
        again.Exit.ShouldBe(ExitCodes.Ok, again.Error);
        again.Json["alreadyRecorded"]!.GetValue<int>().ShouldBe(landed);
        again.Json["accepted"]!.GetValue<int>().ShouldBe(rows - landed);
    }

    [Fact]
    public async Task A_service_stops_cleanly_and_takes_its_server_with_it()
    {
        var home = new PrivateHome();
        using var service = home.Start("serve", "--sample");
        var url = await service.Opened;
        await Answers(url);
        home.Postmaster().ShouldNotBeNull();

        // A second one on the same home and address is refused, and the first goes on.
        using var second = home.StartAt(url, "serve");
        var refused = await second.End();
        refused.Exit.ShouldBe(ExitCodes.Usage, refused.Error);
        refused.Error.ShouldNotContain("   at ");
        await Answers(url);

        // A verb beside it uses the same server and leaves it running.
        using var beside = home.Start("database", "status");
        (await beside.End()).Exit.ShouldBe(ExitCodes.Ok);
        await Answers(url);

        service.Signal("INT");
        (await service.End(StopPatience)).Exit.ShouldBe(ExitCodes.Ok);
        home.Postmaster().ShouldBeNull();
    }

    [Fact]
    public async Task A_service_that_was_killed_starts_again_where_it_stopped()
    {
        var home = new PrivateHome();
        using (var killed = home.Start("serve", "--sample"))
        {
            await killed.Opened;
            killed.Signal("KILL");
            await killed.End();
        }

        using var service = home.Start("serve", "--sample");
        await Answers(await service.Opened);
        service.Signal("TERM");
        var said = await service.End(StopPatience);

        said.Exit.ShouldBe(ExitCodes.Ok);
        said.Error.ShouldNotContain("Loading");
        home.Postmaster().ShouldBeNull();
    }

    [Fact]
    public async Task A_sample_that_was_cut_short_is_completed_by_the_next_start()
    {
        await using var whole = await LedgerUnderTest.Create();
        using (var service = whole.StartAt(AnyPort, "serve", "--sample"))
            await service.Opened;

        await using var cut = await LedgerUnderTest.Create();
        await cut.Run("database", "migrate");
        using (var killed = cut.StartAt(AnyPort, "serve", "--sample"))
        {
            while (await cut.Events() == 0)
                await Task.Delay(20);
            killed.Signal("KILL");
            await killed.End();
        }

        (await cut.Events()).ShouldBeLessThan(await whole.Events());
        using var again = cut.StartAt(AnyPort, "serve", "--sample");
        await again.Opened;
        (await cut.Events()).ShouldBe(await whole.Events());
        again.Signal("TERM");
        (await again.End(StopPatience)).Exit.ShouldBe(ExitCodes.Ok);

        using var third = cut.StartAt(AnyPort, "serve", "--sample");
        await third.Opened;
        third.Signal("TERM");
        (await third.End(StopPatience)).Error.ShouldNotContain("Loading");
    }

    private static async Task Answers(string url)
    {
        using var client = new HttpClient();
        (await client.GetAsync(new Uri(url + "/health/ready"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync(new Uri(url + "/"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
