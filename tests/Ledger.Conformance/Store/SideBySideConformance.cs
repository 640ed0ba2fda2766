using Ledger.EventStore;
using Npgsql;
using static Ledger.Conformance.Store.Appends;
using static Ledger.Conformance.Store.ForeignWriter;

namespace Ledger.Conformance.Store;

/// <summary>Two bulk appends whose events are sent at the same time, and who comes between them.</summary>
public abstract class SideBySideConformance<TEngine> : QueueSuite<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    /// <summary>Takes long enough for something to happen meanwhile.</summary>
    private const int Many = 80_000;

    [Fact]
    public virtual async Task Events_of_the_second_are_sent_while_those_of_the_first_are()
    {
        var (first, second) = await TwoAtOnce();

        (await first.Outcome).ShouldBeOfType<AppendOutcome.Appended>().LastPosition.ShouldBe(Many);
        (await second.Outcome).ShouldBeOfType<AppendOutcome.Appended>().FirstPosition.ShouldBe(Many + 1);
        await PositionsFollow(2 * Many);
    }

    [Fact]
    public virtual async Task Single_appends_of_the_same_store_take_their_turn_between()
    {
        using var done = new CancellationTokenSource();
        var singles = Enumerable.Range(0, 3).Select(caller => Task.Run(async () =>
        {
            var appended = 0;
            for (; !done.IsCancellationRequested; appended++)
                (await Store.Append($"single-{caller}", ExpectedVersion.Exactly(appended))).ShouldBeOfType<AppendOutcome.Appended>();
            return appended;
        })).ToList();

        BulkAppending? last = null;
        var begun = new List<BulkAppending>();
        for (var link = 0; link < 20; link++)
        {
            begun.Add(last = Store.BeginBulkAppend(Part($"link-{link}", 1_000), EventMetadata.None, last, Never));
            await begun[Math.Max(0, link - 1)].Outcome;
        }

        await last!.Outcome;
        await done.CancelAsync();
        var appended = (await Task.WhenAll(singles)).Sum();

        // Not one of them had to be repeated, for nobody of ours comes between where the next has counted on.
        (await Task.WhenAll(begun.Select(one => one.Outcome))).ShouldAllBe(outcome => outcome is AppendOutcome.Appended);
        appended.ShouldBeGreaterThan(3);
        await PositionsFollow(20_000 + appended);
    }

    [Fact]
    public virtual async Task A_writer_from_elsewhere_waits_for_both()
    {
        // The first append of a store takes longer than the others.
        var other = await Another();
        await other.Append("single", ExpectedVersion.NoStream);
        var (first, second) = await TwoAtOnce();
        var foreign = Run(Database, Stream("foreign"), Events("foreign", 1, 1));
        var single = other.Append("single", ExpectedVersion.Exactly(1));
        await WaitingForTurn(3, first);
        var third = Store.BeginBulkAppend(Part("third", 10), EventMetadata.None, second, Never);

        await foreign;
        (await first.Outcome).ShouldBeOfType<AppendOutcome.Appended>();
        (await second.Outcome).ShouldBeOfType<AppendOutcome.Appended>().FirstPosition.ShouldBe(Many + 2);
        (await single).ShouldBeOfType<AppendOutcome.Appended>().FirstPosition.ShouldBeGreaterThan(2 * Many + 1);
        // Where others wait it cannot count on from the second, and waits for its turn.
        (await third.Outcome).ShouldBeOfType<AppendOutcome.Appended>();
        await PositionsFollow(2 * Many + 13);
    }

    /// <summary>The queue is a courtesy: who passes it by may take the positions that the second has counted on.</summary>
    [Fact]
    public virtual async Task Where_the_place_in_the_queue_is_lost_the_second_is_written_anew_and_nothing_comes_twice()
    {
        var (first, second) = await TwoAtOnce();
        var third = Store.BeginBulkAppend(Part("third", 10), EventMetadata.None, second, Never);
        await using (var connection = await Database.OpenConnectionAsync())
        {
            await WaitingForTurn(1, first);
            await Run(connection, $"select pg_terminate_backend(pid) {InTheQueue}");
            await Run(connection, Stream("foreign"));
            try
            {
                await Run(connection, Events("foreign", 1, 1));
            }
            catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.DeadlockDetected)
            {
                // The second's rows stand where this one's were to stand: the database gives one of them up.
            }
        }

        (await first.Outcome.WaitAsync(SoonEnough)).ShouldBeOfType<AppendOutcome.Appended>();
        (await second.Outcome.WaitAsync(SoonEnough)).ShouldBeOfType<AppendOutcome.Appended>();
        var last = await third.Outcome.WaitAsync(SoonEnough);
        await PositionsFollow((int)await Store.Head(Never));
        (await Store.ReadStream("third-0", UpTo.Now, Never)).Version.ShouldBe(last is AppendOutcome.Appended ? 10 : 0);
    }

    /// <summary>
    /// A writer who has the head and then wants a stream stands across all of ours, who take streams first. Whoever of them has that stream
    /// waits in the database, which ends it.
    /// </summary>
    [Theory]
    [InlineData("second-0")]
    [InlineData("third-0")]
    [InlineData("single")]
    public virtual async Task One_who_has_the_head_and_wants_a_stream_of_those_who_wait_holds_nobody_up_for_long(string stream)
    {
        await Store.Append("single", ExpectedVersion.NoStream);
        await Run(Database, Stream("foreign"));
        await using var across = await Database.OpenConnectionAsync();
        await Run(across, "begin");
        await Run(across, Events("foreign", 1, 1));
        var second = Store.BeginBulkAppend(Part("second", 100), EventMetadata.None, null, Never);
        var third = Store.BeginBulkAppend(Part("third", 100), EventMetadata.None, second, Never);
        var single = Store.Append("single", ExpectedVersion.Exactly(1));
        await WaitingForTurn(2);
        try
        {
            await Run(across, Stream(stream, 1));
            await Run(across, "commit");
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.DeadlockDetected)
        {
            await Run(across, "rollback");
        }

        await Task.WhenAll(second.Outcome, third.Outcome, single).WaitAsync(SoonEnough);
        (await single).ShouldBeOfType<AppendOutcome.Appended>();
        await PositionsFollow((int)await Store.Head(Never));
    }

    /// <summary>One behind the other, both with a COPY under way.</summary>
    private async Task<(BulkAppending First, BulkAppending Second)> TwoAtOnce()
    {
        var first = Store.BeginBulkAppend(Part("first", Many), EventMetadata.None, null, Never);
        var second = Store.BeginBulkAppend(Part("second", Many), EventMetadata.None, first, Never);
        await Until(async () =>
        {
            if (await Sending() >= 2)
                return true;
            first.Outcome.IsCompleted.ShouldBeFalse("the first has ended before the second was sent");
            return false;
        });
        return (first, second);
    }
}
