using Ledger.Application.Commands;
using Ledger.Application.Composition;
using Ledger.Application.Deadlines;
using Ledger.Application.Messages;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Ledger.Messaging;
using Ledger.Testing;

namespace Ledger.Application.Tests.Deadlines;

/// <summary>Orders and listings on a whole ledger, on which days pass.</summary>
public sealed class DeadlinesOnALedgerTests : IAsyncLifetime
{
    private const string CityHr = "hr-360100";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly MovableTime time = new();
    private TestDatabase database = null!;
    private LedgerSystem ledger = null!;

    private DateOnly Today => ShanghaiTime.DayOf(time.GetUtcNow());

    public async Task InitializeAsync()
    {
        database = await TestDatabase.Create();
        ledger = await LedgerSystem.On(
            database.ConnectionString, new LedgerHome(TestServer.TemporaryFolder()), time, CancellationToken.None, "native");
        await Give(new RegisterInstitution("i1", "合成培训中心", "合成建设单位", null, "360100", Today, CityHr));
    }

    public async Task DisposeAsync()
    {
        await ledger.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task An_order_whose_deadline_passes_is_noted_once()
    {
        var deadline = Today.AddDays(10);
        await Give(new OrderCorrection("i1", "o1", "合成事由", deadline, Today, CityHr));
        await ledger.Reactions.CatchUp(CancellationToken.None);
        (await Notes()).ShouldBeEmpty("the day has not come");

        time.Pass(TimeSpan.FromDays(11));
        await Carry();
        await ledger.Reactions.CatchUp(CancellationToken.None);
        await Carry();

        var note = (await Notes()).ShouldHaveSingleItem();
        note.ShouldBe(new CorrectionOverdue(
            new Act(deadline.AddDays(1), Actor.Ledger, ledger.Rules.Reference(Domain.RulePacks.Rules.Correction)), "o1", deadline));
        await Give(new AcceptCorrection("i1", "o1", Today, CityHr));
    }

    [Fact]
    public async Task What_was_accepted_in_time_is_not_noted()
    {
        await Give(new OrderCorrection("i1", "o1", "合成事由", Today.AddDays(10), Today, CityHr));
        await ledger.Reactions.CatchUp(CancellationToken.None);
        await Give(new AcceptCorrection("i1", "o1", Today, CityHr));

        time.Pass(TimeSpan.FromDays(11));
        await Carry();

        (await Notes()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_carrier_killed_after_the_note_and_before_its_message_ended_leaves_one_note()
    {
        await Give(new OrderCorrection("i1", "o1", "合成事由", Today.AddDays(10), Today, CityHr));
        await ledger.Reactions.CatchUp(CancellationToken.None);
        time.Pass(TimeSpan.FromDays(11));

        // What the killed carrier had done: the note is written, the message still stands.
        var waiting = (await ledger.Messages.Waiting(10, CancellationToken.None)).ShouldHaveSingleItem();
        var message = (CorrectionFallsDue)MessageCatalog.Ledger.Of(waiting.Type).Read(waiting.Json.Span);
        var key = new CommandContext(MessageDispatcher.Actor, $"message-{waiting.Id:N}-0", CorrelationId: $"{waiting.Id:N}");
        await ledger.Desk.Handle(CorrectionFallsDueHandler.Handle(message).Commands.ShouldHaveSingleItem(), key, CancellationToken.None);
        (await Notes()).Count.ShouldBe(1);

        await Carry();

        (await Notes()).Count.ShouldBe(1);
        (await ledger.Messages.Count(CancellationToken.None)).Dead.ShouldBe(0);
    }

    [Fact]
    public async Task Years_go_by_and_each_without_a_plan_is_noted_for_as_long_as_the_institution_is_listed()
    {
        await List();
        await ledger.Reactions.CatchUp(CancellationToken.None);
        var first = Math.Max(Today.Month == 12 ? Today.Year + 2 : Today.Year + 1, PlanFallsDue.FirstYear);

        await PassTo(new DateOnly(first, 1, 2));
        await PassTo(new DateOnly(first, 11, 20));
        await Give(new SubmitAnnualPlan("i1", "p1", first + 1, Today, Evidence:
            [new Evidence("工作总结", new string('a', 64)), new Evidence("工作计划", new string('b', 64))]));
        await PassTo(new DateOnly(first + 1, 1, 2));
        await PassTo(new DateOnly(first + 2, 1, 2));

        (await Notes()).OfType<PlanOverdue>().Select(note => note.Year).ShouldBe([first, first + 2]);
        var next = (await ledger.Messages.Waiting(10, CancellationToken.None)).ShouldHaveSingleItem();
        next.DueAt.ShouldBe(ShanghaiTime.StartOf(new DateOnly(first + 3, 1, 1)));
    }

    [Fact]
    public async Task Nobody_but_the_ledger_gives_its_commands()
    {
        await Give(new OrderCorrection("i1", "o1", "合成事由", Today, Today, CityHr));
        time.Pass(TimeSpan.FromDays(2));
        var note = new NoteOverdueCorrection("i1", "o1", Today);

        var refused = (await ledger.Desk.Handle(note, new CommandContext("local", "k"), CancellationToken.None))
            .ShouldBeOfType<CommandAnswer.Refused>().Refusal;
        refused.Code.ShouldBe("command.ledger-alone");
        (await Notes()).ShouldBeEmpty();

        (await ledger.Desk.Handle(note, new CommandContext(Actor.Ledger, "k"), CancellationToken.None))
            .ShouldBeOfType<CommandAnswer.Done>();
        (await Notes()).Count.ShouldBe(1);
    }

    private async Task List()
    {
        await Give(new ApplyForListing("i1", "a1", ListingKind.Public, "hr-360000", null, Today));
        await Give(new ReviewApplication("i1", "a1", true, 3, false, "合成意见", Today, "hr-360000"));
        await Give(new DetermineListing("i1", "a1", "l1", Today, "hr-360000"));
        await Give(new ListInstitution("i1", "l1", Today, "hr-360000"));
    }

    private async Task PassTo(DateOnly day)
    {
        time.Pass(ShanghaiTime.StartOf(day) - time.GetUtcNow());
        await Carry();
    }

    private async Task Give(ICommand command) =>
        (await ledger.Desk.Handle(command, new CommandContext("test"), CancellationToken.None)).ShouldBeOfType<CommandAnswer.Done>();

    /// <summary>Runs the carrier until nothing is due any more.</summary>
    private async Task Carry()
    {
        using var stop = new CancellationTokenSource(Patience);
        var run = ledger.Messages.Run(stop.Token);
        while ((await ledger.Messages.Count(stop.Token)) is { Due: > 0 } or { Retrying: > 0 })
            await Task.Delay(50, stop.Token);
        await stop.CancelAsync();
        await run;
    }

    private async Task<IReadOnlyList<IFact>> Notes()
    {
        var stream = await ledger.Store.ReadStream(StreamIds.Institution("i1"), UpTo.Now, CancellationToken.None);
        return [.. FactCodec.Facts(stream).Where(fact => fact is ILegalFact { Act.By: Actor.Ledger })];
    }
}
