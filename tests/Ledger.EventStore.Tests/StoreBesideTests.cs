using Ledger.Testing;
using static Ledger.Conformance.Store.Appends;

namespace Ledger.EventStore.Tests;

/// <summary>Two stores of one log in one process, by sessions of their own.</summary>
public sealed class StoreBesideTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.Create();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Each_hears_of_what_the_other_commits_without_a_look()
    {
        var time = new NoTimer();
        await using var store = new NpgsqlEventStore(database.DataSource, time);
        await using var following = new NpgsqlEventStore(database.DataSource, time, beside: store);

        foreach (var (waits, writes, number) in new[] { (following, store, 1), (store, following, 2) })
        {
            var waiting = waits.WaitBeyond(number - 1, TimeSpan.FromDays(1), CancellationToken.None);
            await time.Waits.WaitAsync(Patience);
            await writes.Append($"s-{number}", ExpectedVersion.NoStream, 1);
            (await waiting.WaitAsync(Patience)).ShouldBe(number);
        }
    }

    /// <summary>Its timers never come: who waits goes on by the signal alone.</summary>
    private sealed class NoTimer : TimeProvider
    {
        private readonly SemaphoreSlim begun = new(0);

        /// <summary>Ends once for each wait that was begun.</summary>
        public Task Waits => begun.WaitAsync();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            begun.Release();
            return new Never();
        }

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() { }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
