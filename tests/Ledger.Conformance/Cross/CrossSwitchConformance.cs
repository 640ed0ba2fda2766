using System.Security.Cryptography;
using Ledger.Application.Commands;
using Ledger.Application.Engines;
using Ledger.Conformance.Desk;
using Ledger.EventStore;

namespace Ledger.Conformance.Cross;

/// <summary>A ledger changes engines in mid-stream and back, and nothing shows of it.</summary>
public abstract class CrossSwitchConformance<TFirst, TSecond> : CrossSuite<TFirst, TSecond>
    where TFirst : ILedgerEngineFactory, new()
    where TSecond : ILedgerEngineFactory, new()
{
    private static readonly CommandContext Clerk = new("clerk-1");

    [Fact]
    public virtual async Task Versions_go_on_where_the_other_left_them()
    {
        for (var turn = 0; turn < 6; turn++)
        {
            var expected = turn == 0 ? ExpectedVersion.NoStream : ExpectedVersion.Exactly(2 * turn);
            var done = await Appended(InTurn(turn).Store.Append(Request(To("s-1", expected, Facts(2, turn))), Never));
            (done.FirstPosition, done.Versions["s-1"]).ShouldBe((2 * turn + 1, 2 * turn + 2));
            (await InTurn(turn + 1).Store.Append(Request(To("s-1", expected, Facts(1))), Never))
                .ShouldBe(new AppendOutcome.VersionConflict("s-1", 2 * turn, 2 * turn + 2));
        }

        (await AllAsBothSeeIt()).Select(one => one.Version).ShouldBe(Enumerable.Range(1, 12).Select(n => (long)n));
    }

    [Fact]
    public virtual async Task Bulk_by_the_one_and_append_by_the_other_meet_on_the_same_streams()
    {
        foreach (var turn in Enumerable.Range(0, 4))
        {
            var (bulk, single) = (InTurn(turn).Store, InTurn(turn + 1).Store);
            var streams = Enumerable.Range(0, 20).Select(n => To($"s-{n}", ExpectedVersion.Exactly(turn * 4), Facts(3, n))).ToList();
            await Appended(bulk.BulkAppend(streams, EventMetadata.None, Never));
            (await bulk.BulkAppend(streams[..1], EventMetadata.None, Never))
                .ShouldBe(new AppendOutcome.VersionConflict("s-0", turn * 4, turn * 4 + 3));
            var fourth = Enumerable.Range(0, 20).Select(n => To($"s-{n}", ExpectedVersion.Exactly(turn * 4 + 3), Facts(1, n)));
            await Appended(single.Append(Request([.. fourth]), Never));
        }

        foreach (var stream in (await AllAsBothSeeIt()).GroupBy(one => one.StreamId))
            stream.Select(one => one.Version).ShouldBe(Enumerable.Range(1, 16).Select(n => (long)n));
    }

    [Fact]
    public virtual async Task A_key_of_the_one_is_answered_by_the_other()
    {
        foreach (var turn in new[] { 0, 1 })
        {
            var (one, other) = (InTurn(turn).Store, InTurn(turn + 1).Store);
            var key = new IdempotencyKey($"k-{turn}", SHA256.HashData([1]));
            var request = Request(To($"s-{turn}", ExpectedVersion.NoStream, Facts(3))) with { Idempotency = key };
            var first = await Appended(one.Append(request, Never));

            foreach (var again in new[] { await other.Append(request, Never), await other.Earlier(key, Never) })
            {
                var answer = again.ShouldBeOfType<AppendOutcome.Appended>();
                (answer.FirstPosition, answer.LastPosition, answer.Repeated).ShouldBe((first.FirstPosition, first.LastPosition, true));
                answer.Versions.ShouldBe(first.Versions);
            }

            var foreign = key with { RequestDigest = SHA256.HashData([2]) };
            (await other.Earlier(foreign, Never)).ShouldBe(new AppendOutcome.KeyConflict(key.Key));
            (await other.Append(request with { Idempotency = foreign }, Never)).ShouldBe(new AppendOutcome.KeyConflict(key.Key));
        }

        (await First.Store.Head(Never)).ShouldBe(6);
    }

    [Fact]
    public virtual async Task A_command_done_by_the_one_is_answered_again_by_the_other()
    {
        var turn = 0;
        foreach (var command in Said.UpToTheIssue.Append(Said.Issue))
        {
            var context = Clerk with { IdempotencyKey = $"k-{turn}" };
            var done = (await InTurn(turn).Desk.Handle(command, context, Never)).ShouldBeOfType<CommandAnswer.Done>();
            var again = (await InTurn(turn + 1).Desk.Handle(command, context, Never)).ShouldBeOfType<CommandAnswer.Done>();
            (again.Stream, again.Version, again.FirstPosition, again.LastPosition, again.Facts, again.Repeated)
                .ShouldBe((done.Stream, done.Version, done.FirstPosition, done.LastPosition, done.Facts, true));
            again.Versions.ShouldBe(done.Versions, ignoreOrder: true);
            (await InTurn(turn + 1).Desk.Handle(Said.Rename("虚构学院"), context, Never))
                .ShouldBe(new CommandAnswer.KeyReused(context.IdempotencyKey));
            turn++;
        }

        (await First.Store.Head(Never)).ShouldBe(turn + 2, "opening and issue leave a fact on the institution too");
    }

    [Fact]
    public virtual async Task As_of_a_version_a_position_or_a_time_both_give_the_same()
    {
        for (var turn = 0; turn < 8; turn++)
        {
            await Appended(InTurn(turn).Store.Append(
                Request(To("s-1", ExpectedVersion.Any, Facts(1 + turn % 3, turn)), To("s-2", ExpectedVersion.Any, Facts(1))), Never));
        }

        foreach (var one in await AllAsBothSeeIt())
        {
            var at = await First.Store.PositionAt(one.RecordedAt, Never);
            at.ShouldBeGreaterThanOrEqualTo(one.Position);
            (await Second.Store.PositionAt(one.RecordedAt, Never)).ShouldBe(at);
            foreach (var upTo in new[]
            {
                UpTo.AtVersion(one.Version), UpTo.AtPosition(one.Position), UpTo.AtTime(one.RecordedAt),
                UpTo.AtTime(one.RecordedAt.AddMicroseconds(-1)), new UpTo(one.Version, one.Position - 1, one.RecordedAt),
            })
            {
                var slices = new List<StreamSlice>();
                foreach (var store in new[] { First.Store, Second.Store })
                {
                    slices.Add(await store.ReadStream("s-1", upTo, Never));
                    slices.Add((await store.ReadStreams(["s-1"], upTo, Never))["s-1"]);
                }

                foreach (var slice in slices)
                {
                    slice.Version.ShouldBe(slices[0].Version, upTo.ToString());
                    slice.Events.Select(Shown).ShouldBe(slices[0].Events.Select(Shown), upTo.ToString());
                }
            }
        }
    }

    [Fact]
    public virtual async Task A_follower_hears_of_what_the_other_writes()
    {
        foreach (var turn in new[] { 0, 1 })
        {
            var head = await First.Store.Head(Never);
            var waiting = InTurn(turn).Store.WaitBeyond(head, TimeSpan.FromMinutes(1), Never);
            await Appended(InTurn(turn + 1).Store.Append(Request(To("s-1", ExpectedVersion.Any, Facts(2))), Never));
            (await waiting).ShouldBe(head + 2);
        }
    }
}
