using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Application.Subscribers;
using Ledger.Testing;
using Microsoft.AspNetCore.Http;

namespace Ledger.Application.Tests.Subscribers;

public sealed class DeliveryTests : IAsyncLifetime
{
    /// <summary>More than the pauses between all tries.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromHours(20);

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
    public async Task Each_public_fact_is_delivered_once_and_signed()
    {
        var added = await scene.Add(receiver, null, "institution.");
        await scene.Record(PublicThings.Renamed(1), PublicThings.Hours(), PublicThings.Warned(2), PublicThings.Representative());
        scene.Carry();
        await scene.Follow();
        await scene.UntilNoneWaits();

        Types().ShouldBe(["institution.renamed.v1", "institution.warned.v1"], ignoreOrder: true);
        receiver.All.ShouldAllBe(request => StandardWebhooks.Verify(added.Secret.Reveal(), request, DateTimeOffset.UtcNow));
        receiver.All.ShouldAllBe(request => request.Header("webhook-id") == Property(request, "id"));
        receiver.All.Select(request => Property(request, "source")).Distinct().ShouldHaveSingleItem().ShouldStartWith("urn:uuid:");

        var row = await scene.Row(added.Subscription.Id);
        (row.Deliveries.Delivered, row.Deliveries.Failed, row.Deliveries.LastPosition).ShouldBe((2, 0, 3));
        row.Deliveries.LastDeliveredAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Only_what_is_subscribed_to_is_delivered_and_to_each_subscriber()
    {
        await using var second = await TestReceiver.Start();
        await scene.Add(receiver, null, "institution.renamed.v1", "decision.");
        await scene.Add(second, null, "institution.");
        await scene.Record(PublicThings.Renamed(1), PublicThings.Warned(2));
        scene.Carry();
        await scene.Follow();
        await scene.UntilNoneWaits();

        Types().ShouldBe(["institution.renamed.v1"]);
        second.All.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_not_taken_is_sent_again_under_the_same_id_with_a_later_time()
    {
        receiver.Answer = (context, _) => TestReceiver.Status(context, receiver.All.Count < 3 ? 500 : 204);
        var added = await scene.Add(receiver, null, "institution.");
        await scene.Record(PublicThings.Renamed(1));
        scene.Carry();
        await scene.Follow();
        await Until.True(() => receiver.All.Count == 1);
        await Until.True(async () => (await scene.Messages.Count(CancellationToken.None)).Retrying == 1);
        scene.Time.Move(TimeSpan.FromSeconds(6));
        await Until.True(() => receiver.All.Count == 2);
        await Until.True(async () => (await Failed(added)) == 2);
        scene.Time.Move(TimeSpan.FromMinutes(1));
        await scene.UntilNoneWaits();

        receiver.All.Select(request => request.Header("webhook-id")).Distinct().Count().ShouldBe(1);
        var times = receiver.All.Select(request => long.Parse(request.Header("webhook-timestamp"), CultureInfo.InvariantCulture)).ToList();
        times.ShouldBe(times.Order());
        (times[2] - times[0]).ShouldBeGreaterThanOrEqualTo(66);
        StandardWebhooks.Verify(added.Secret.Reveal(), receiver.All[2], scene.Time.GetUtcNow()).ShouldBeTrue();
        (await scene.Row(added.Subscription.Id)).Deliveries.ShouldSatisfyAllConditions(
            deliveries => (deliveries.Delivered, deliveries.Failed, deliveries.LastFailure).ShouldBe((1, 2, "500")));
    }

    [Fact]
    public async Task Who_is_gone_is_told_nothing_more()
    {
        receiver.Answer = (context, _) => TestReceiver.Status(context, 410);
        var added = await scene.Add(receiver, null, "institution.");
        await scene.Record(PublicThings.Renamed(1));
        scene.Carry();
        await scene.Follow();
        await scene.UntilNoneWaits();
        await scene.Record(PublicThings.Renamed(2));
        await scene.Follow();
        await scene.UntilNoneWaits();

        receiver.All.Count.ShouldBe(1);
        (await scene.Row(added.Subscription.Id)).End!.Because.ShouldBe("410 Gone");
        (await scene.Messages.DeadLetters(10, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_was_down_for_a_while_gets_everything_afterwards()
    {
        var port = receiver.Port;
        var added = await scene.Add(receiver, null, "institution.");
        await receiver.DisposeAsync();
        scene.Carry();
        await scene.Record([.. Enumerable.Range(0, 20).Select(PublicThings.Renamed)]);
        await scene.Follow();
        await Until.True(async () => await Failed(added) >= 20);

        receiver = await TestReceiver.Start(port);
        scene.Time.Move(TimeSpan.FromMinutes(3));
        await scene.UntilNoneWaits();

        receiver.All.Select(request => Property(request, "sequence")).Order()
            .ShouldBe(Enumerable.Range(1, 20).Select(position => position.ToString("D19", CultureInfo.InvariantCulture)));
        (await scene.Row(added.Subscription.Id)).Deliveries.LastFailure.ShouldBe("no connection");
    }

    [Fact]
    public async Task What_never_arrives_waits_for_a_person_and_can_be_sent_again()
    {
        receiver.Answer = (context, _) => TestReceiver.Status(context, 503);
        await scene.Add(receiver, null, "institution.");
        await scene.Record(PublicThings.Renamed(1));
        scene.Carry();
        await scene.Follow();
        await Until.True(async () =>
        {
            scene.Time.Move(Long);
            await Task.Delay(200);
            return (await scene.Messages.DeadLetters(10, CancellationToken.None)).Count == 1;
        });
        var dead = (await scene.Messages.DeadLetters(10, CancellationToken.None)).Single();
        dead.Error.ShouldBe("127.0.0.1: 503");

        receiver.Answer = (context, _) => TestReceiver.Status(context, 204);
        await scene.Messages.Replay(null, CancellationToken.None);
        await scene.UntilNoneWaits();
        receiver.All.Select(request => request.Header("webhook-id")).Distinct().Count().ShouldBe(1);
        (await scene.Messages.DeadLetters(10, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_on_its_way_when_it_ends_is_not_delivered()
    {
        var added = await scene.Add(receiver, null, "institution.");
        await scene.Record(PublicThings.Renamed(1));
        await scene.Follow();
        (await scene.Subscribers.End(added.Subscription.Id, CancellationToken.None))!.End!.Because.ShouldBe("by hand");
        scene.Carry();
        await scene.UntilNoneWaits();

        receiver.All.ShouldBeEmpty();
        (await scene.Subscribers.End(added.Subscription.Id, CancellationToken.None))!.End.ShouldNotBeNull();
        (await scene.Subscribers.End(Guid.NewGuid(), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_secret_stands_in_a_log_or_a_table()
    {
        receiver.Answer = async (context, _) =>
        {
            context.Response.StatusCode = 500;
            await context.Response.WriteAsync("what the other side answered");
        };
        var added = await scene.Add(receiver, null, "institution.");
        await scene.Record(PublicThings.Renamed(1));
        scene.Carry();
        await scene.Follow();
        await Until.True(async () => (await scene.Messages.Count(CancellationToken.None)).Retrying == 1);

        var secret = added.Secret.Reveal()["whsec_".Length..];
        var kept = string.Join('\n', [.. scene.Logged, await scene.AllRows("ledger.message"), $"{added.Subscription}"]);
        kept.ShouldContain("127.0.0.1: 500");
        kept.ShouldNotContain("hidden-in-the-query");
        kept.ShouldNotContain("what the other side answered");
        foreach (var all in new[] { kept, await scene.AllRows("ledger.subscription") })
        {
            all.ShouldNotContain(secret);
            all.ShouldNotContain(Convert.ToHexStringLower(Convert.FromBase64String(secret)));
        }
    }

    [Fact]
    public async Task A_trial_is_signed_and_counts_as_no_delivery()
    {
        var added = await scene.Add(receiver, null, "institution.");
        var answer = await scene.Subscribers.Test(added.Subscription.Id, CancellationToken.None);

        answer.ShouldBe(new DeliveryAnswer(DeliveryOutcome.Delivered, "204") { Answered = true });
        var request = receiver.All.ShouldHaveSingleItem();
        StandardWebhooks.Verify(added.Secret.Reveal(), request, DateTimeOffset.UtcNow).ShouldBeTrue();
        Property(request, "type").ShouldBe("ledger.test.v1");
        (await scene.Row(added.Subscription.Id)).Deliveries.ShouldBe(DeliveryRecord.None);
        (await scene.Subscribers.Test(Guid.NewGuid(), CancellationToken.None)).ShouldBeNull();
    }

    private async Task<long> Failed(SubscriptionAnswer.Added added) => (await scene.Row(added.Subscription.Id)).Deliveries.Failed;

    private IEnumerable<string> Types() => receiver.All.Select(request => Property(request, "type"));

    private static string Property(Received request, string name)
    {
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(request.Body));
        return json.RootElement.GetProperty(name).GetString()!;
    }
}
