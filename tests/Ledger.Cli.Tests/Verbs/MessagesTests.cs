using System.Text.Json.Nodes;

namespace Ledger.Cli.Tests.Verbs;

public sealed class MessagesTests
{
    private static readonly Guid First = Guid.Parse("11111111-1111-4111-8111-111111111111");
    private static readonly Guid Second = Guid.Parse("22222222-2222-4222-8222-222222222222");
    private static readonly Guid Third = Guid.Parse("33333333-3333-4333-8333-333333333333");

    [Fact]
    public async Task What_waits_is_counted_and_shown()
    {
        await using var ledger = await LedgerUnderTest.Create();
        await ledger.Run("database", "migrate");
        await ledger.Execute($$"""
            insert into ledger.message (id, type, body, due_at, next_at, attempts, carrier, last_error) values
              ('{{First}}', 'test.one.v1', '{"a":"甲"}', '2024-03-01Z', '2024-03-01Z', 1, 'native', 'HttpRequestException 503'),
              ('{{Second}}', 'test.two.v1', '{}', '2200-01-01Z', '2200-01-01Z', 0, 'native', null)
            """);

        var status = await ledger.Run("messages", "status", "--json");
        status.Exit.ShouldBe(ExitCodes.Ok, status.Error);
        var counts = status.Json["messages"]!;
        (Number(counts, "due"), Number(counts, "scheduled"), Number(counts, "retrying"), Number(counts, "dead")).ShouldBe((1, 1, 1, 0));
        counts["oldestDue"]!.GetValue<DateTimeOffset>().ShouldBe(new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.Zero));
        Number(status.Json["reactions"]!, "lag").ShouldBe(0);
        (await ledger.Run("messages", "status")).Output.ShouldContain("scheduled");

        var waiting = (await ledger.Run("messages", "waiting", "--json")).Json["messages"]!.AsArray();
        waiting.Select(one => one!["id"]!.GetValue<Guid>()).ShouldBe([First, Second]);
        waiting[0]!["body"]!["a"]!.GetValue<string>().ShouldBe("甲");
        (await ledger.Run("messages", "waiting", "--most", "1", "--json")).Json["messages"]!.AsArray().Count.ShouldBe(1);
        var lines = (await ledger.Run("messages", "waiting")).Output;
        lines.ShouldContain($"{First}  2024-03-01T00:00:00Z      1  test.one.v1: HttpRequestException 503");
    }

    [Fact]
    public async Task Dead_letters_are_shown_replayed_and_discarded()
    {
        await using var ledger = await LedgerUnderTest.Create();
        await ledger.Run("database", "migrate");
        foreach (var id in new[] { First, Second, Third })
        {
            await ledger.Execute($$"""
                insert into ledger.dead_letter (id, type, body, due_at, sent_at, attempts, failed_at, error)
                values ('{{id}}', 'test.one.v1', '{}', now(), now(), 10, '2024-03-01Z', 'HttpRequestException 503')
                """);
        }

        (await ledger.Run("messages", "status")).Exit.ShouldBe(ExitCodes.Problems);
        (await Dead(ledger)).Count.ShouldBe(3);
        var dead = (await ledger.Run("messages", "dead")).Output;
        dead.ShouldContain($"{First}  2024-03-01T00:00:00Z     10  test.one.v1: HttpRequestException 503");

        var replay = await ledger.Run("messages", "replay", $"{First}", "--json");
        replay.Exit.ShouldBe(ExitCodes.Ok, replay.Error);
        Number(replay.Json, "changed").ShouldBe(1);
        var again = await ledger.Run("messages", "replay", $"{First}", $"{Second}");
        again.Exit.ShouldBe(ExitCodes.Problems);
        again.Output.ShouldContain("1 replayed, 1 not among the dead.");

        (await ledger.Run("messages", "discard", $"{Third}")).Output.ShouldContain("1 discarded.");
        (await Dead(ledger)).Count.ShouldBe(0);
        (await ledger.Run("messages", "replay", "--all")).Output.ShouldContain("0 replayed.");
        Number((await ledger.Run("messages", "status", "--json")).Json["messages"]!, "due").ShouldBe(2);
    }

    [Theory]
    [InlineData("messages")]
    [InlineData("messages", "replay")]
    [InlineData("messages", "replay", "--all", "11111111-1111-4111-8111-111111111111")]
    [InlineData("messages", "replay", "first")]
    [InlineData("messages", "discard")]
    [InlineData("messages", "waiting", "--most", "0")]
    [InlineData("messages", "dead", "--most", "10001")]
    public async Task A_wrong_call_changes_nothing(params string[] call)
    {
        await using var ledger = await LedgerUnderTest.Create();

        var said = await ledger.Run(call);

        said.Exit.ShouldBe(ExitCodes.Usage, said.Output);
        said.Error.ShouldNotBeEmpty();
    }

    private static async Task<JsonArray> Dead(LedgerUnderTest ledger) =>
        (await ledger.Run("messages", "dead", "--json")).Json["messages"]!.AsArray();

    private static long Number(JsonNode node, string name) => node[name]!.GetValue<long>();
}
