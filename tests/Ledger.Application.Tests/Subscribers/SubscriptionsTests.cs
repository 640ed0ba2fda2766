using Ledger.Application.People;
using Ledger.Application.Subscribers;

namespace Ledger.Application.Tests.Subscribers;

public sealed class SubscriptionsTests : IAsyncLifetime
{
    private static readonly SubscriptionRequest Asked = new("https://example.org/in", ["list."]);
    private SubscriberScene scene = null!;

    public async Task InitializeAsync() => scene = await SubscriberScene.Create();

    public async Task DisposeAsync() => await scene.DisposeAsync();

    [Fact]
    public async Task There_are_only_so_many_at_once_and_an_ended_one_makes_room()
    {
        var answers = new List<SubscriptionAnswer>();
        while (answers.Count < SubscriberLimits.Subscriptions + 5)
            answers.AddRange(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Add())));
        answers.OfType<SubscriptionAnswer.Added>().Count().ShouldBe(SubscriberLimits.Subscriptions);
        answers.OfType<SubscriptionAnswer.Refused>().ShouldAllBe(refused => refused.Problem.Code == "subscription.too-many");

        await scene.Subscribers.End(answers.OfType<SubscriptionAnswer.Added>().First().Subscription.Id, CancellationToken.None);
        (await Add()).ShouldBeOfType<SubscriptionAnswer.Added>();
        (await Add()).ShouldBeOfType<SubscriptionAnswer.Refused>();
    }

    [Fact]
    public async Task Of_the_ended_the_latest_are_kept_and_none_keeps_its_secret()
    {
        await using var fill = scene.Database.DataSource.CreateCommand("""
            insert into ledger.subscription (id, address, facts, from_position, live_from, algorithm, created_at, ended_at, ended_because)
            select gen_random_uuid(), 'https://example.org/old', '{list.}', 1, 1, 'a', now(), now() - n * interval '1 day', 'by hand'
            from generate_series(1, 300) n
            """);
        await fill.ExecuteNonQueryAsync();
        var added = (await Add()).ShouldBeOfType<SubscriptionAnswer.Added>();
        (await scene.Subscribers.All(CancellationToken.None)).Count.ShouldBe(SubscriberLimits.EndedKept + 1);

        await scene.Subscribers.End(added.Subscription.Id, CancellationToken.None);
        await using var secrets = scene.Database.DataSource.CreateCommand("select count(secret) from ledger.subscription");
        (await secrets.ExecuteScalarAsync()).ShouldBe(0L);
    }

    [Fact]
    public async Task A_secret_opens_under_its_own_master_key_and_row_alone()
    {
        var first = (await Add()).ShouldBeOfType<SubscriptionAnswer.Added>();
        var second = (await Add()).ShouldBeOfType<SubscriptionAnswer.Added>();
        var opened = await scene.Subscriptions.Receiver(first.Subscription.Id, CancellationToken.None);
        opened!.Secret.Reveal().ShouldBe(first.Secret.Reveal());
        second.Secret.Reveal().ShouldNotBe(first.Secret.Reveal());

        using var other = SubscriberScene.Parts(scene.Database, TimeProvider.System, "another master key");
        await Should.ThrowAsync<VaultException>(other.Subscriptions.Receiver(first.Subscription.Id, CancellationToken.None));

        await using var swap = scene.Database.DataSource.CreateCommand($"""
            update ledger.subscription s set secret = o.secret from ledger.subscription o
            where s.id = '{first.Subscription.Id}' and o.id = '{second.Subscription.Id}'
            """);
        await swap.ExecuteNonQueryAsync();
        await Should.ThrowAsync<VaultException>(scene.Subscriptions.Receiver(first.Subscription.Id, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_refused_leaves_no_row()
    {
        var refused = await scene.Subscribers.Add(Asked with { Facts = ["credits."] }, CancellationToken.None);

        refused.ShouldBeOfType<SubscriptionAnswer.Refused>().Problem.Code.ShouldBe("subscription.not-public");
        (await scene.Subscribers.All(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_address_is_shown_without_its_query()
    {
        var added = (await scene.Subscribers.Add(Asked with { Address = "https://example.org/in?key=hidden" }, CancellationToken.None))
            .ShouldBeOfType<SubscriptionAnswer.Added>();

        added.Subscription.Shown.ShouldBe("https://example.org/in?...");
        $"{added} {Asked}".ShouldNotContain("hidden");
        $"{added}".ShouldNotContain(added.Secret.Reveal());
    }

    private Task<SubscriptionAnswer> Add() => scene.Subscribers.Add(Asked, CancellationToken.None);
}
