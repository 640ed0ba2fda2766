using System.Text.Json;
using Ledger.Application.Commands;
using Ledger.Application.Composition;
using Ledger.Application.PublishedLists;
using Ledger.Application.Subscribers;
using Ledger.Domain.Institutions;
using Ledger.Testing;

namespace Ledger.Application.Tests.Subscribers;

/// <summary>From the command, and from the file, to the other system's door.</summary>
public sealed class WholeLedgerTests
{
    private const string List = """
        序号,省级地区,学校名称,学校标识码,主管部门,所在地,办学层次,备注
        1,江西省,合成甲学院,4136000001,江西省,南昌市,本科,
        2,江西省,合成乙学院,4136000002,江西省,南昌市,本科,

        """;

    [Fact]
    public async Task What_a_command_and_an_import_recorded_reaches_the_subscriber()
    {
        await using var receiver = await TestReceiver.Start();
        await using var database = await TestDatabase.CreateEmpty();
        var home = new LedgerHome(TestServer.TemporaryFolder());
        await using var ledger = await LedgerSystem.On(database.ConnectionString, home, TimeProvider.System, CancellationToken.None);
        var request = new SubscriptionRequest(receiver.Address.AbsoluteUri, ["institution.", "list."]);
        var added = (await ledger.Subscribers.Add(request, CancellationToken.None)).ShouldBeOfType<SubscriptionAnswer.Added>();

        var command = new RegisterInstitution(
            "i1", "合成培训中心", "合成建设单位", null, "360100", new DateOnly(2024, 3, 5), "hr-360100");
        (await ledger.Desk.Handle(command, new CommandContext("hr-360100"), CancellationToken.None)).ShouldBeOfType<CommandAnswer.Done>();
        await Import(ledger, home);
        await Deliver(ledger);

        var head = await ledger.Store.Head(CancellationToken.None);
        head.ShouldBeGreaterThan(4);
        receiver.All.Select(Sequence).Order().ShouldBe(Enumerable.Range(1, (int)head).Select(position => $"{position:D19}"));
        receiver.All.ShouldAllBe(one => StandardWebhooks.Verify(added.Secret.Reveal(), one, DateTimeOffset.UtcNow));
        var row = (await ledger.Subscribers.All(CancellationToken.None)).ShouldHaveSingleItem();
        (row.Deliveries.Delivered, row.Deliveries.LastPosition).ShouldBe((head, head));
    }

    private static async Task Import(LedgerSystem ledger, LedgerHome home)
    {
        var file = Path.Combine(home.Root, "schools.csv");
        await File.WriteAllTextAsync(file, List);
        var request = new ListImportRequest(file, new DateOnly(2025, 6, 20), "教育部");
        var result = await new ListImport(ledger.Store, ledger.Time).Run(request, null, CancellationToken.None);
        result.ShouldBeOfType<ListImportResult.Done>();
    }

    /// <summary>Follows the log, and carries what follows from it until nothing is due.</summary>
    private static async Task Deliver(LedgerSystem ledger)
    {
        await ledger.Reactions.CatchUp(CancellationToken.None);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var carrying = Task.Run(() => ledger.Messages.Run(stop.Token));
        while (await ledger.Messages.Count(stop.Token) is { Due: > 0 })
            await Task.Delay(20, stop.Token);
        await stop.CancelAsync();
        await carrying.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private static string Sequence(Received request)
    {
        using var json = JsonDocument.Parse(request.Body);
        return json.RootElement.GetProperty("sequence").GetString()!;
    }
}
