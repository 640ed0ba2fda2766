using Ledger.EventStore;
using static Ledger.Conformance.Store.Appends;

namespace Ledger.Conformance.Store;

public abstract class IdempotencyConformance<TEngine> : StoreSuite<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Fact]
    public virtual async Task The_same_key_from_32_callers_at_once_leaves_one_fact_and_gives_all_one_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Store.Append(Keyed("k"), Never))));

        await OneFact(answers);
    }

    [Fact]
    public virtual async Task The_same_key_through_32_processes_leaves_one_fact_and_gives_all_one_answer()
    {
        var stores = await Others(32);
        var answers = await Task.WhenAll(stores.Select(store => Task.Run(() => store.Append(Keyed("k"), Never))));

        await OneFact(answers);
    }

    [Fact]
    public virtual async Task The_same_key_for_another_command_is_a_conflict()
    {
        await Store.Append(Keyed("k", "first"), Never);

        (await Store.Append(Keyed("k", "second"), Never)).ShouldBe(new AppendOutcome.KeyConflict("k"));
        (await Store.Head(Never)).ShouldBe(1);
    }

    [Fact]
    public virtual async Task An_append_that_was_refused_does_not_use_up_its_key()
    {
        await Store.Append("s", ExpectedVersion.NoStream);
        (await Store.Append(Keyed("k"), Never)).ShouldBeOfType<AppendOutcome.VersionConflict>();

        var mended = Request("s", ExpectedVersion.Exactly(1)) with { Idempotency = Key("k") };

        (await Store.Append(mended, Never)).ShouldBeOfType<AppendOutcome.Appended>().Repeated.ShouldBeFalse();
    }

    [Fact]
    public virtual async Task The_earlier_answer_can_be_asked_for()
    {
        (await Store.Earlier(Key("k"), Never)).ShouldBeNull();
        var first = (AppendOutcome.Appended)await Store.Append(Keyed("k", "one"), Never);

        var earlier = (await Store.Earlier(Key("k", "one"), Never)).ShouldBeOfType<AppendOutcome.Appended>();
        (earlier.FirstPosition, earlier.LastPosition, earlier.Repeated).ShouldBe((first.FirstPosition, first.LastPosition, true));
        earlier.Versions.ShouldBe(first.Versions);
        (await Store.Earlier(Key("k", "two"), Never)).ShouldBe(new AppendOutcome.KeyConflict("k"));
    }

    private async Task OneFact(AppendOutcome[] answers)
    {
        var appended = answers.Select(answer => answer.ShouldBeOfType<AppendOutcome.Appended>()).ToList();
        appended.Count(answer => !answer.Repeated).ShouldBe(1);
        appended.ShouldAllBe(answer => answer.FirstPosition == 1 && answer.LastPosition == 1 && answer.Versions["s"] == 1);
        (await Store.All()).ShouldHaveSingleItem();
    }

    private static AppendRequest Keyed(string key, string command = "") =>
        Request("s", ExpectedVersion.NoStream) with { Idempotency = Key(key, command) };
}
