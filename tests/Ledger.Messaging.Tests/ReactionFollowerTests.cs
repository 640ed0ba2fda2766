using Ledger.Application.Commands;
using Ledger.Application.Engines;
using Ledger.Application.Messages;
using Ledger.Conformance.Messages;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Ledger.Testing;

namespace Ledger.Messaging.Tests;

/// <summary>Each wanted event is reacted to once, whoever wrote it and however many follow.</summary>
public sealed class ReactionFollowerTests : IAsyncLifetime
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly string Wanted = FactCatalog.NameOf(typeof(InstitutionRegistered));
    private readonly Noting reactor = new();
    private TestDatabase database = null!;
    private ILedgerEngine engine = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.Create(MessageScene.Prepare);
        engine = await MessageScene.Open(new NativeEngineFactory(), database);
        await Execute("insert into mt_streams (id, version) values ('institution-x', 0)");
    }

    public async Task DisposeAsync()
    {
        await engine.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Each_wanted_event_sends_once_though_many_follow_at_once()
    {
        await Write(Wanted, Body, 1, 300);
        await Write("other.v1", "{}", 301, 600);
        var followers = Enumerable.Range(0, 4).Select(_ => Follower()).ToList();

        await Task.WhenAll(followers.Select(follower => Task.Run(() => follower.CatchUp(Never))));

        (await engine.Messages.Count(Never)).Scheduled.ShouldBe(300);
        (await followers[0].Status(Never)).ShouldBe(new ReactionStatus(600, 600, 0, null));
    }

    [Fact]
    public async Task Events_that_nobody_wants_move_the_mark_and_are_asked_about_by_nobody()
    {
        await Write("other.v1", "{}", 1, ReactionFollower.PositionsPerStep + 100);

        (await Follower().CatchUp(Never)).ShouldBe(ReactionFollower.PositionsPerStep + 100);

        reactor.Asked.ShouldBe(0);
        (await engine.Messages.Mark(ReactionFollower.Follower, Never)).ShouldBe(ReactionFollower.PositionsPerStep + 100);
    }

    [Fact]
    public async Task A_body_that_does_not_fit_stops_it_with_position_and_stream_and_all_before_it_is_sent()
    {
        await Write(Wanted, Body, 1, 3);
        await Write(Wanted, """{"name":["foreign words"]}""", 4, 4);
        await Write(Wanted, Body, 5, 6);

        var stopped = await Should.ThrowAsync<ReactionStoppedException>(() => Follower().CatchUp(Never));

        stopped.Position.ShouldBe(4);
        stopped.Message.ShouldContain("position 4, stream institution-x");
        stopped.Message.ShouldNotContain("foreign words");
        (await engine.Messages.Count(Never)).Scheduled.ShouldBe(3);
        var status = await Follower().Status(Never);
        (status.Position, status.Head, status.Stopped).ShouldBe((3, 6, stopped.Message));
    }

    [Fact]
    public async Task More_than_can_be_sent_at_once_is_sent_in_several_steps()
    {
        reactor.Each = MessageLimits.MessagesPerSend / 4;
        await Write(Wanted, Body, 1, 11);

        await Follower().CatchUp(Never);

        (await engine.Messages.Count(Never)).Scheduled.ShouldBe(11 * reactor.Each);
        (await engine.Messages.Mark(ReactionFollower.Follower, Never)).ShouldBe(11);
    }

    [Fact]
    public async Task An_event_that_is_not_committed_sends_nothing()
    {
        await Execute("begin; " + Insert(Wanted, Body, 1, 5) + "; rollback");
        await Write(Wanted, Body, 1, 2);

        await Follower().CatchUp(Never);

        (await engine.Messages.Count(Never)).Scheduled.ShouldBe(2);
    }

    private const string Body =
        """{"act":{"on":"2024-01-10","by":"institution"},"name":"合成机构","host":"合成单位","division":"360102"}""";

    private ReactionFollower Follower() => new(engine.Store, engine.Messages, [reactor]);

    private Task Write(string type, string body, int from, int to) => Execute(Insert(type, body, from, to));

    private static string Insert(string type, string body, int from, int to) => $"""
        insert into mt_events (id, stream_id, version, data, type)
        select gen_random_uuid(), 'institution-x', n, '{body}', '{type}' from generate_series({from}, {to}) as n
        """;

    private async Task Execute(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Noting : IReactor
    {
        public int Each { get; set; } = 1;

        public int Asked { get; private set; }

        public bool Wants(string alias) => alias == Wanted;

        public Task<IReadOnlyList<OutgoingMessage>> React(IReadOnlyList<DecodedFact> facts, CancellationToken cancellation)
        {
            Asked++;
            facts.ShouldAllBe(fact => fact.Fact is InstitutionRegistered);
            var due = new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);
            return Task.FromResult<IReadOnlyList<OutgoingMessage>>(
            [
                .. from fact in facts
                   from at in Enumerable.Range(0, Each)
                   select MessageScene.Pack(new Noted($"{fact.Recorded.Id}", at), due),
            ]);
        }
    }
}
