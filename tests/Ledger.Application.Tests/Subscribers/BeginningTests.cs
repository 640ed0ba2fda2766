using System.Globalization;
using System.Text.Json;
using Ledger.Application.Commands;
using Ledger.Application.Subscribers;

namespace Ledger.Application.Tests.Subscribers;

/// <summary>
/// From which fact on a subscriber is told, and that between what stood and what comes nothing is lost and nothing comes twice.
/// </summary>
public sealed class BeginningTests : IAsyncLifetime
{
    private SubscriberScene scene = null!;
    private TestReceiver receiver = null!;

    public async Task InitializeAsync()
    {
        scene = await SubscriberScene.Create();
        receiver = await TestReceiver.Start();
    }

    public async Task DisposeAsync()
    {
        await scene.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Theory]
    [InlineData(null, new[] { 6, 7 })]
    [InlineData(1L, new[] { 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData(4L, new[] { 4, 5, 6, 7 })]
    [InlineData(7L, new[] { 7 })]
    [InlineData(9L, new int[0])]
    public async Task It_is_told_from_the_position_that_it_asked_for(long? from, int[] positions)
    {
        scene.Carry();
        await Record(3);
        await scene.Follow();
        await Record(2);
        await scene.Add(receiver, from, "institution.");
        await Record(2);
        await scene.Follow();
        await scene.UntilNoneWaits();

        Positions().ShouldBe(positions);
    }

    [Fact]
    public async Task While_facts_are_being_written_none_is_lost_and_none_comes_twice()
    {
        scene.Carry();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
                await Record(2);
        });
        var following = Task.Run(async () =>
        {
            while (!writing.IsCompleted)
                await scene.Follow();
            await scene.Follow();
        });
        for (var i = 0; i < 5; i++)
        {
            await Task.Delay(30);
            await scene.Add(receiver, 1, "institution.");
        }

        await Task.WhenAll(writing, following);
        await scene.UntilNoneWaits();

        foreach (var one in await scene.Subscribers.All(CancellationToken.None))
            (one.Deliveries.Delivered, one.Deliveries.LastPosition).ShouldBe((120, 120));
        Positions().ShouldBe(Enumerable.Range(1, 120).SelectMany(position => Enumerable.Repeat(position, 5)));
    }

    [Fact]
    public async Task A_batch_with_very_many_deliveries_is_sent_as_ranges_and_delivered_whole()
    {
        const int Facts = 700;
        scene.Carry();
        await scene.Add(receiver, null, "institution.");
        await scene.Add(receiver, null, "institution.renamed.", "list.");
        await scene.Record([.. Enumerable.Range(0, Facts).Select(PublicThings.Renamed)]);

        var facts = await scene.Store.ReadBatch(0, Facts, CancellationToken.None);
        var messages = await scene.Reactor.React([.. facts.Select(FactCodec.Decode)], CancellationToken.None);
        messages.Select(message => message.Type).ShouldBe(["facts.deliver-range.v1", "facts.deliver-range.v1"]);

        await scene.Follow();
        await scene.UntilNoneWaits();
        Positions().ShouldBe(Enumerable.Range(1, Facts).SelectMany(position => Enumerable.Repeat(position, 2)));
    }

    [Fact]
    public async Task Asked_twice_about_a_batch_the_reactor_says_the_same()
    {
        await scene.Add(receiver, null, "institution.");
        await Record(5);
        var facts = (await scene.Store.ReadBatch(0, 5, CancellationToken.None)).Select(FactCodec.Decode).ToList();

        var first = await scene.Reactor.React(facts, CancellationToken.None);
        var second = await scene.Reactor.React(facts, CancellationToken.None);
        first.Select(message => message.Id).ShouldBe(second.Select(message => message.Id));
        first.Select(message => message.Id).Distinct().Count().ShouldBe(5);
    }

    private Task Record(int facts) => scene.Record([.. Enumerable.Range(0, facts).Select(PublicThings.Renamed)]);

    private IEnumerable<int> Positions() => receiver.All.Select(request =>
    {
        using var json = JsonDocument.Parse(request.Body);
        return int.Parse(json.RootElement.GetProperty("sequence").GetString()!, CultureInfo.InvariantCulture);
    }).Order();
}
