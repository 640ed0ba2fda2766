using System.Collections.Concurrent;
using Ledger.Application.Commands;
using Ledger.Application.Engines;
using Ledger.Domain.Kernel;
using Ledger.EventStore;

namespace Ledger.Conformance.Desk;

/// <summary>Others write too: a decision is taken on the state that it is appended to, or not at all.</summary>
public abstract class DeskRaceConformance<TEngine> : DeskSuite<TEngine>
    where TEngine : ILedgerEngineFactory, new()
{
    [Fact]
    public virtual async Task A_caller_who_has_seen_an_older_version_is_told_the_version_now()
    {
        await Done(Said.Register());
        await Done(Said.Rename("虚构学院"));

        (await Handle(Said.Rename("迟来学院"), expected: 1)).ShouldBe(new CommandAnswer.Stale(Said.Stream, 1, 2));
        (await Handle(Said.Rename("早来学院"), expected: 3)).ShouldBe(new CommandAnswer.Stale(Said.Stream, 3, 2));
        (await Handle(Said.Register("i2"), expected: 1)).ShouldBe(new CommandAnswer.Stale(StreamIds.Institution("i2"), 1, 0));
        (await Store.Head(Never)).ShouldBe(2);
        (await Handle(Said.Rename("新版学院", on: "2024-02-02"), expected: 2)).ShouldBeOfType<CommandAnswer.Done>().Version.ShouldBe(3);
    }

    [Fact]
    public virtual async Task Of_those_who_have_seen_one_version_one_writes_and_the_others_are_told()
    {
        var desks = new[] { Desk, (await Another()).Desk };
        for (var round = 0; round < 12; round++)
        {
            var institution = $"round-{round}";
            await Done(Said.Register(institution));

            var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => Task.Run(() => desks[n % 2].Handle(
                Said.Inspect($"n{n}", institution), new CommandContext("clerk-1", ExpectedVersion: 1), Never))));

            answers.OfType<CommandAnswer.Done>().ShouldHaveSingleItem().Version.ShouldBe(2);
            answers.OfType<CommandAnswer.Stale>().Select(stale => (stale.Expected, stale.Actual))
                .ShouldBe(Enumerable.Repeat((1L, 2L), 11));
        }
    }

    [Fact]
    public virtual async Task Of_those_who_bring_about_one_state_each_otherwise_one_does_and_the_others_are_refused()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(n => Task.Run(() => Handle(Said.Register(name: $"虚构第{n}中心")))));

        answers.OfType<CommandAnswer.Done>().ShouldHaveSingleItem().Facts.ShouldBe(1);
        answers.OfType<CommandAnswer.Refused>().Select(refused => refused.Refusal.Code)
            .ShouldBe(Enumerable.Repeat("institution.already-registered", 11));
        (await Store.Head(Never)).ShouldBe(1);
    }

    [Fact]
    public virtual async Task Many_writers_of_one_institution_lose_none_of_what_was_done()
    {
        await Done(Said.Register());
        var desks = new[] { Desk, (await Another()).Desk };
        var done = new ConcurrentBag<(string Inspection, long Version, long Position)>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var turn = 0; turn < 6;)
            {
                var inspection = $"n{writer}-{turn}";
                switch (await desks[writer % 2].Handle(Said.Inspect(inspection), new CommandContext($"clerk-{writer}"), Never))
                {
                    case CommandAnswer.Done answer:
                        answer.Facts.ShouldBe(1);
                        done.Add((inspection, answer.Version, answer.FirstPosition));
                        turn++;
                        break;
                    case var other:
                        // Nothing else is an answer here: the same command may be sent again.
                        other.ShouldBe(new CommandAnswer.Contended(Said.Stream));
                        break;
                }
            }
        })));

        var recorded = (await On(Said.Stream)).Skip(1).Select(one => (Inspection(one), one.Version, one.Position));
        recorded.ShouldBe(done.OrderBy(one => one.Version));
        done.Select(one => one.Version).Order().ShouldBe(Enumerable.Range(2, 48).Select(n => (long)n));
    }

    [Fact]
    public virtual async Task Positions_in_answers_are_right_while_others_write()
    {
        using var enough = new CancellationTokenSource();
        var others = Task.Run(async () =>
        {
            for (var n = 0; !enough.IsCancellationRequested; n++)
            {
                var fact = FactCodec.Encode(Guid.NewGuid(), Noise);
                var request = new AppendRequest([new($"noise-{n % 7}", "noise", ExpectedVersion.Any, [fact])], EventMetadata.None);
                (await Store.Append(request, Never)).ShouldBeOfType<AppendOutcome.Appended>();
            }
        });

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(n => Task.Run(() => Done(Said.Register($"p{n}")))));
        await enough.CancelAsync();
        await others;

        var all = new Dictionary<long, RecordedEvent>();
        await foreach (var one in Store.ReadAll(0, null, Never))
            all.Add(one.Position, one);
        foreach (var answer in answers)
        {
            (answer.Facts, answer.LastPosition).ShouldBe((1, answer.FirstPosition));
            (all[answer.FirstPosition].StreamId, all[answer.FirstPosition].Version).ShouldBe((answer.Stream, answer.Version));
        }
    }

    private static IFact Noise { get; } = new Domain.Institutions.InstitutionRenamed(
        new Act(Said.Day("2024-01-01"), Said.Hr), "虚构中心", "虚构学院");

    private static string Inspection(RecordedEvent one) =>
        FactCodec.Decode(one).Fact.ShouldBeOfType<Domain.Institutions.InstitutionInspected>().Inspection;
}
