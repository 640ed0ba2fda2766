using System.Text.Json;
using Ledger.Application.Deadlines;
using Ledger.Application.Messages;
using Ledger.Testing;
using static Ledger.Host.Tests.Following.MessageScene;

namespace Ledger.Host.Tests.Following;

/// <summary>What a person who watches <c>/health/ready</c> is told of messages.</summary>
public sealed class MessageHealthTests : IAsyncLifetime
{
    private MessageScene scene = null!;

    public async Task InitializeAsync() => scene = await MessageScene.Create();

    public async Task DisposeAsync() => await scene.DisposeAsync();

    [Fact]
    public async Task It_counts_what_is_due_scheduled_and_dead()
    {
        var service = await scene.Start(carries: false);
        await Send(service, 2040, dueAt: null);
        await Send(service, 2041, scene.Time.GetUtcNow().AddDays(1));
        await Send(service, 2042, scene.Time.GetUtcNow().AddDays(2));
        await scene.Execute("""
            insert into ledger.dead_letter (id, type, body, due_at, sent_at, attempts, failed_at, error)
            values (gen_random_uuid(), 'test.any.v1', '{}', now(), now(), 10, now(), 'TimeoutException')
            """);

        var (status, told) = await service.Ready();

        status.ShouldBe(200, told.ToString());
        var messages = told.GetProperty("messages");
        Numbers(messages).ShouldBe((1, 2, 0, 1));
        messages.GetProperty("oldestDue").GetDateTimeOffset().ShouldBe(scene.Time.GetUtcNow(), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task It_is_not_ready_once_a_due_message_has_waited_too_long_and_says_how_long()
    {
        var service = await scene.Start(carries: false);
        await Send(service, 2040, dueAt: null);
        scene.Time.Forward(HostLimits.ReadyOldestDue - TimeSpan.FromMinutes(2));
        (await service.Ready()).Status.ShouldBe(200);

        scene.Time.Forward(TimeSpan.FromMinutes(5));

        var (status, told) = await service.Ready();
        status.ShouldBe(503);
        told.GetProperty("status").GetString().ShouldBe("notReady");
        Reasons(told).ShouldHaveSingleItem().ShouldMatch("^最早到期的消息已等待 1[34] 分钟$");
    }

    [Fact]
    public async Task It_is_not_ready_while_the_follower_of_the_log_cannot_go_on_and_says_where_it_stands()
    {
        var service = await scene.Start();
        await scene.Register(service, 1);
        await Until.True(async () => (await service.Ready()).Told.GetProperty("reactions").GetProperty("lag").GetInt64() == 0);
        (await service.Ready()).Status.ShouldBe(200);

        var position = await scene.WriteUnfit();

        await Until.True(
            async () =>
                (await service.Ready()).Told.GetProperty("reactions").GetProperty("position").GetInt64() == position - 1);
        var (status, told) = await service.Ready();
        status.ShouldBe(503);
        Reasons(told).ShouldHaveSingleItem().ShouldContain($"position {position}, stream institution-x");
        told.ToString().ShouldNotContain(Foreign);
    }

    private static async Task Send(Service service, int year, DateTimeOffset? dueAt)
    {
        var message = MessageCatalog.Ledger.Pack(new PlanFallsDue("inst-x", year), dueAt);
        await service.Ledger.Messages.Send([message], null, CancellationToken.None);
    }

    private static (int Due, int Scheduled, int Retrying, int Dead) Numbers(JsonElement messages) =>
        (Number(messages, "due"), Number(messages, "scheduled"), Number(messages, "retrying"), Number(messages, "dead"));

    private static int Number(JsonElement of, string name) => of.GetProperty(name).GetInt32();

    private static IEnumerable<string> Reasons(JsonElement told) =>
        told.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!);
}
