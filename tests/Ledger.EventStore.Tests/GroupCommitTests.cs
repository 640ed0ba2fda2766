using Ledger.Testing;
using static Ledger.Conformance.Store.Appends;

namespace Ledger.EventStore.Tests;

/// <summary>What the port leaves open and the native engine's queue does.</summary>
public sealed class GroupCommitTests
{
    [Fact]
    public async Task Disposal_carries_out_what_was_let_in_and_lets_nothing_more_in()
    {
        await using var database = await TestDatabase.Create();
        var waiting = Enumerable.Range(0, 50).Select(n => database.Store.Append($"s-{n}", ExpectedVersion.NoStream)).ToList();
        await database.Store.DisposeAsync();

        (await Task.WhenAll(waiting)).ShouldAllBe(outcome => outcome is AppendOutcome.Appended);
        await Should.ThrowAsync<ObjectDisposedException>(() => database.Store.Append("late", ExpectedVersion.Any));
        (await database.Store.Head(Never)).ShouldBe(50);
    }
}
