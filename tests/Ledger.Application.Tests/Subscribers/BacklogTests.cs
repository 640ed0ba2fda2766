using System.Globalization;
using System.Text.Json;
using Ledger.Domain.Kernel;
using Ledger.Testing;

namespace Ledger.Application.Tests.Subscribers;

/// <summary>Very many facts at once, as an import leaves them, and receivers that are slow, choosy or down.</summary>
public sealed class BacklogTests : IAsyncLifetime
{
    private const int Facts = 300;

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

    [Fact]
    public async Task One_that_is_slow_keeps_neither_others_nor_other_messages_waiting()
    {
        await using var slow = await TestReceiver.Start();
        slow.Answer = async (context, _) => await Task.Delay(TimeSpan.FromSeconds(1), context.RequestAborted);
        await scene.Add(slow, null, "institution.");
        await scene.Add(receiver, null, "institution.");
        await Record();
        scene.Carry();
        await Until.True(() => receiver.All.Count == Facts);

        Positions().ShouldBe(Enumerable.Range(1, Facts), "one after another, in the order of positions");
        slow.All.Count.ShouldBeLessThan(Facts / 4);
        // The slow one's range is left; the other's is taken away in the moment after its last fact was received.
        await Until.True(async () => await scene.Messages.Count(CancellationToken.None) is { Due: 1 });
    }

    [Fact]
    public async Task What_is_refused_is_tried_by_itself_and_the_rest_goes_on()
    {
        var refused = new[] { Sequence(1), Sequence(200) };
        receiver.Answer = (context, request) => TestReceiver.Status(context, refused.Contains(SequenceOf(request)) ? 422 : 204);
        await scene.Add(receiver, null, "institution.");
        await Record();
        scene.Carry();
        await Until.True(async () => await scene.Messages.Count(CancellationToken.None) is { Due: 2, Retrying: 2 });

        receiver.All.Select(SequenceOf).Distinct().Count().ShouldBe(Facts);
        (await scene.Messages.Waiting(10, CancellationToken.None)).ShouldAllBe(one => one.Type == "fact.deliver.v1");
    }

    [Fact]
    public async Task For_one_that_is_down_a_backlog_is_one_message_and_comes_whole_when_it_is_back()
    {
        var port = receiver.Port;
        await scene.Add(receiver, null, "institution.");
        await receiver.DisposeAsync();
        await Record();
        scene.Carry();
        await Until.True(async () => await scene.Messages.Count(CancellationToken.None) is { Due: 1, Retrying: 1 });

        receiver = await TestReceiver.Start(port);
        scene.Time.Move(TimeSpan.FromMinutes(1));
        await scene.UntilNoneWaits();
        Positions().ShouldBe(Enumerable.Range(1, Facts));
    }

    [Fact]
    public async Task One_that_refuses_everything_is_asked_a_few_times_and_not_once_for_each_fact()
    {
        receiver.Answer = (context, _) => TestReceiver.Status(context, 500);
        await scene.Add(receiver, null, "institution.");
        await Record();
        scene.Carry();
        await Until.True(async () => await scene.Messages.Count(CancellationToken.None) is { Due: 1, Retrying: 1 });

        receiver.All.Count.ShouldBe(11);
    }

    [Fact]
    public async Task A_service_that_is_stopped_in_the_middle_goes_on_where_it_was()
    {
        receiver.Answer = async (context, _) => await Task.Delay(TimeSpan.FromMilliseconds(20), context.RequestAborted);
        await scene.Add(receiver, null, "institution.");
        await Record();
        using (var stop = new CancellationTokenSource())
        {
            var run = scene.Messages.Run(stop.Token);
            await Until.True(() => receiver.All.Count > 10);
            await stop.CancelAsync();
            await run;
        }

        scene.Carry();
        await scene.UntilNoneWaits();
        var positions = Positions().ToList();
        positions.Distinct().Order().ShouldBe(Enumerable.Range(1, Facts));
        positions.Count.ShouldBeLessThanOrEqualTo(Facts + 1, "only what was under way comes again");
    }

    private async Task Record()
    {
        await scene.Record([.. Enumerable.Range(0, Facts).Select(number => (IFact)PublicThings.Renamed(number))]);
        await scene.Follow();
    }

    private IEnumerable<int> Positions() => receiver.All.Select(request => int.Parse(SequenceOf(request), CultureInfo.InvariantCulture));

    private static string Sequence(int position) => position.ToString("D19", CultureInfo.InvariantCulture);

    private static string SequenceOf(Received request)
    {
        using var json = JsonDocument.Parse(request.Body);
        return json.RootElement.GetProperty("sequence").GetString()!;
    }
}
