using System.Collections.Concurrent;
using Ledger.EventStore.Servers;
using Ledger.Projections.CreditHours;
using Ledger.Projections.Engine;
using Ledger.Testing;
using static Ledger.Projections.Tests.Said;
using static Ledger.Projections.Tests.TestLedger;

namespace Ledger.Projections.Tests.Engine;

/// <summary>Read models are folded by threads that stand back where nobody waits, and by the caller's where somebody does.</summary>
public sealed class FollowingTests
{
    private const int Rounds = 3;

    [Fact]
    public async Task Every_batch_is_folded_by_threads_that_stand_back_and_a_catch_up_by_others()
    {
        await using var ledger = await Create();
        var threads = new ConcurrentQueue<string?>();
        var model = new CreditHoursProjection().After(_ =>
        {
            threads.Enqueue(Thread.CurrentThread.Name);
            return Task.CompletedTask;
        });
        var runner = ledger.Another([model]);
        await Round(ledger, 0);
        await runner.CatchUp(Never);
        threads.ShouldHaveSingleItem().ShouldNotBe(FollowingThreads.ThreadName);
        threads.Clear();

        using var stop = new CancellationTokenSource();
        var following = runner.Run(null, stop.Token);
        for (var round = 1; round <= Rounds; round++)
        {
            await Round(ledger, round);
            await Until.True(() => threads.Count >= round);
        }

        await stop.CancelAsync();
        await following;
        threads.ShouldAllBe(name => name == FollowingThreads.ThreadName);
    }

    private static Task Round(TestLedger ledger, int number)
    {
        var id = new Guid(number, 0, 0, new byte[8]);
        return ledger.AppendAll([(Credits(id), RecognisedClaim(id, 8))]);
    }
}
