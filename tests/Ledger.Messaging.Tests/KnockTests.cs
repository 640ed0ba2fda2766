namespace Ledger.Messaging.Tests;

public sealed class KnockTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Knock knock = new();

    [Fact]
    public async Task What_sounded_before_anybody_waited_ends_the_next_wait_and_no_other()
    {
        knock.Sound();
        knock.Sound();
        await knock.Wait(Timeout.InfiniteTimeSpan, CancellationToken.None).WaitAsync(Patience);

        var second = knock.Wait(Timeout.InfiniteTimeSpan, CancellationToken.None);
        await Task.Delay(50);
        second.IsCompleted.ShouldBeFalse();

        knock.Sound();
        await second.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_wait_ends_after_its_time_and_what_sounds_then_is_heard_by_the_next()
    {
        await knock.Wait(TimeSpan.FromMilliseconds(20), CancellationToken.None).WaitAsync(Patience);
        knock.Sound();

        await knock.Wait(Timeout.InfiniteTimeSpan, CancellationToken.None).WaitAsync(Patience);
    }

    [Fact]
    public async Task All_who_wait_hear_it_and_a_wait_that_is_cancelled_ends_without_a_word()
    {
        using var stop = new CancellationTokenSource();
        var waits = Enumerable.Range(0, 3).Select(_ => knock.Wait(Timeout.InfiniteTimeSpan, CancellationToken.None)).ToList();
        var stopped = knock.Wait(Timeout.InfiniteTimeSpan, stop.Token);

        await stop.CancelAsync();
        await stopped.WaitAsync(Patience);
        waits.ShouldAllBe(wait => !wait.IsCompleted);

        knock.Sound();
        await Task.WhenAll(waits).WaitAsync(Patience);
    }
}
