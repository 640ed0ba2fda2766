using Ledger.EventStore.Servers;
using Ledger.Testing;

namespace Ledger.EventStore.Tests.Servers;

public sealed class FollowingThreadsTests
{
    private const int StoodBack = 10;

    [Fact]
    public async Task Work_goes_on_where_it_was_begun_after_each_wait_and_whoever_awaits_it_does_not()
    {
        var seen = new List<string?>();
        var result = 0;
        await FollowingThreads.Run(async () =>
        {
            seen.Add(Thread.CurrentThread.Name);
            await Task.Delay(1);
            seen.Add(Thread.CurrentThread.Name);
            await Task.Run(async () => await Task.Delay(1));
            seen.Add(Thread.CurrentThread.Name);
            await Inner();
            seen.Add(Thread.CurrentThread.Name);
            result = 7;
        });

        result.ShouldBe(7);
        seen.ShouldBe(Enumerable.Repeat<string?>(FollowingThreads.ThreadName, 4));
        Thread.CurrentThread.Name.ShouldNotBe(FollowingThreads.ThreadName);

        static async Task Inner() => await Task.Yield();
    }

    [Fact]
    public async Task The_threads_stand_back()
    {
        await FollowingThreads.Run(() => Task.CompletedTask);
        await Until.True(() =>
            Niceness.OfThreads(Environment.ProcessId, FollowingThreads.ThreadName) is { Count: > 0 } nice
            && nice.All(one => one >= StoodBack));
    }

    [Fact]
    public async Task A_failure_is_the_caller_s_and_the_threads_go_on()
    {
        await Should.ThrowAsync<InvalidDataException>(() => FollowingThreads.Run(async () =>
        {
            await Task.Yield();
            throw new InvalidDataException();
        }));
        await Should.ThrowAsync<OperationCanceledException>(
            () => FollowingThreads.Run(() => Task.Delay(Timeout.Infinite, new CancellationToken(canceled: true))));
        var ran = 0;
        await FollowingThreads.Run(() => Task.FromResult(ran = 1));
        ran.ShouldBe(1);
    }

    [Fact]
    public async Task More_works_than_threads_each_come_to_their_end()
    {
        var works = Environment.ProcessorCount * 50;
        var ended = new int[works];
        await Task.WhenAll(Enumerable.Range(0, works).Select(number => FollowingThreads.Run(async () =>
        {
            for (var step = 0; step < 20; step++)
                await Task.Yield();
            await FollowingThreads.Run(() => Task.CompletedTask);
            ended[number] = number;
        })));

        ended.ShouldBe(Enumerable.Range(0, works));
    }
}
