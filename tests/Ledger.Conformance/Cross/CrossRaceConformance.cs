using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Ledger.Application.Engines;
using Ledger.EventStore;

namespace Ledger.Conformance.Cross;

/// <summary>Both engines write at once, as while a ledger is moved from one to the other without a stop.</summary>
public abstract class CrossRaceConformance<TFirst, TSecond> : CrossSuite<TFirst, TSecond>
    where TFirst : ILedgerEngineFactory, new()
    where TSecond : ILedgerEngineFactory, new()
{
    private const int Callers = 8;
    private const int Turns = 12;

    [Fact]
    public virtual async Task Positions_are_gapless_versions_right_and_no_acknowledged_write_is_lost()
    {
        var acknowledged = new ConcurrentBag<(long Position, Guid Id)>();
        void Acknowledge(AppendOutcome.Appended done, IEnumerable<StreamAppend> streams)
        {
            var position = done.FirstPosition;
            foreach (var one in streams.SelectMany(stream => stream.Events))
                acknowledged.Add((position++, one.Id));
            position.ShouldBe(done.LastPosition + 1);
        }

        async Task Appending(int caller)
        {
            for (var turn = 0; turn < Turns; turn++)
            {
                var shared = To($"shared-{(caller + turn) % 3}", ExpectedVersion.Any, Facts(2, turn));
                var own = To($"own-{caller}", ExpectedVersion.Exactly(turn), Facts(1, caller));
                Acknowledge(await Appended(InTurn(caller).Store.Append(Request(shared, own), Never)), [shared, own]);
            }
        }

        async Task Counting(int caller)
        {
            for (var taken = 0; taken < Turns;)
            {
                var seen = await InTurn(caller).Store.ReadStream("counted-1", UpTo.Now, Never);
                var next = To("counted-1", ExpectedVersion.Exactly(seen.Version), Facts(1, taken));
                if (await InTurn(caller).Store.Append(Request(next), Never) is not AppendOutcome.Appended done)
                    continue;
                Acknowledge(done, [next]);
                taken++;
            }
        }

        async Task InBulk(int caller)
        {
            for (var turn = 0; turn < Turns / 4; turn++)
            {
                var streams = Enumerable.Range(0, 30).Select(n => To($"bulk-{n}", ExpectedVersion.Any, Facts(2, n)))
                    .Append(To("shared-0", ExpectedVersion.Any, Facts(3))).ToList();
                Acknowledge(await Appended(InTurn(caller).Store.BulkAppend(streams, EventMetadata.None, Never)), streams);
            }
        }

        var tasks = Enumerable.Range(0, Callers).Select(caller => Task.Run(() => Appending(caller)))
            .Concat(Enumerable.Range(0, 4).Select(caller => Task.Run(() => Counting(caller))))
            .Concat(Enumerable.Range(0, 2).Select(caller => Task.Run(() => InBulk(caller))));
        await Task.WhenAll(tasks);

        var all = await AllAsBothSeeIt();
        all.Select(one => one.Position).ShouldBe(Enumerable.Range(1, all.Count).Select(n => (long)n));
        all.Select(one => one.RecordedAt).ShouldBeInOrder();
        all.Select(one => (one.Position, one.Id)).ShouldBe(acknowledged.Order());
        foreach (var stream in all.GroupBy(one => one.StreamId))
            stream.Select(one => one.Version).ShouldBe(Enumerable.Range(1, stream.Count()).Select(n => (long)n), stream.Key);
    }

    [Fact]
    public virtual async Task One_key_through_both_at_once_leaves_one_fact_and_gives_all_one_answer()
    {
        for (var round = 0; round < 10; round++)
        {
            var head = await First.Store.Head(Never);
            var key = new IdempotencyKey($"k-{round}", SHA256.HashData(Encoding.UTF8.GetBytes("one")));
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(caller => Task.Run(() => Appended(InTurn(caller).Store.Append(
                Request(To($"s-{round}", ExpectedVersion.NoStream, Facts(2, round))) with { Idempotency = key }, Never)))));

            answers.Count(answer => !answer.Repeated).ShouldBe(1);
            answers.ShouldAllBe(answer => answer.FirstPosition == head + 1 && answer.LastPosition == head + 2);
            (await Second.Store.Head(Never)).ShouldBe(head + 2);
        }
    }

    [Fact]
    public virtual async Task Of_two_that_make_the_same_streams_in_opposite_order_one_wins_and_one_is_told()
    {
        for (var round = 0; round < 15; round++)
        {
            var (a, b) = ($"a-{round}", $"b-{round}");
            var outcomes = await Task.WhenAll(
                Task.Run(() => First.Store.Append(
                    Request(To(a, ExpectedVersion.NoStream, Facts(1)), To(b, ExpectedVersion.NoStream, Facts(1))), Never)),
                Task.Run(() => Second.Store.Append(
                    Request(To(b, ExpectedVersion.NoStream, Facts(1)), To(a, ExpectedVersion.NoStream, Facts(1))), Never)));

            outcomes.OfType<AppendOutcome.Appended>().ShouldHaveSingleItem();
            outcomes.OfType<AppendOutcome.VersionConflict>().ShouldHaveSingleItem().Actual.ShouldBe(1);
        }
    }
}
