using Ledger.Testing;

namespace Ledger.Messaging.Tests;

/// <summary>Whose a message is, and from when to when: by the clock, the lease, and the number of the try.</summary>
public sealed class NativeLeaseTests : NativeBoxScene
{
    [Fact]
    public async Task A_message_for_the_year_after_next_comes_when_the_clock_says_so()
    {
        var box = Run((message, _) => Done(message));
        await box.Send([Message(1, Time.GetUtcNow().AddDays(400))], null, Never);
        await Task.Delay(AWhile);
        Handled.ShouldBeEmpty();

        Time.Jump(TimeSpan.FromDays(401));

        await Until.True(() => Handled.Count == 1);
    }

    [Fact]
    public async Task A_message_of_an_engine_that_was_switched_from_is_taken_over_once_it_is_overdue()
    {
        var box = Run((message, _) => Done(message));
        await box.Send([Message(1, Time.GetUtcNow().AddMinutes(5))], null, Never);
        await Execute("update ledger.message set carrier = 'marten'");
        Time.Jump(TimeSpan.FromMinutes(5));
        await Task.Delay(AWhile);
        Handled.ShouldBeEmpty();

        Time.Jump(Unhurried.TakenOverAfter);

        await Until.True(() => Handled.Count == 1);
    }

    [Fact]
    public async Task Who_comes_back_after_the_lease_has_ended_sends_nothing()
    {
        var first = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        var box = Run(async (message, _) =>
        {
            Handled.Enqueue(message);
            await (message.Attempt == 1 ? first : second).Task;
            return [Message(message.Attempt * 100, Time.GetUtcNow().AddDays(1))];
        });
        await box.Send([Message(1)], null, Never);
        await Until.True(() => Handled.Count == 1);

        Time.Jump(Unhurried.Lease + TimeSpan.FromSeconds(1));
        await Until.True(() => Handled.Count == 2);
        first.SetResult();
        await Until.True(() => Log.Say("was ended elsewhere"));

        (await box.Count(Never)).ShouldSatisfyAllConditions(count => count.Due.ShouldBe(1), count => count.Scheduled.ShouldBe(0));
        second.SetResult();
        await Until.True(async () => (await box.Count(Never)) is { Due: 0, Scheduled: 1 });
        (await box.Waiting(10, Never)).ShouldHaveSingleItem().Id.ShouldBe(Message(200).Id);
    }

    [Fact]
    public async Task A_message_that_ends_its_process_each_time_is_set_apart_too()
    {
        var box = Run((message, _) => Done(message));
        await box.Send([Message(1, Time.GetUtcNow().AddHours(1))], null, Never);
        await Execute($"update ledger.message set attempts = {Unhurried.Tries}");

        Time.Jump(TimeSpan.FromHours(2));

        await Until.True(async () => (await box.Count(Never)).Dead == 1);
        Handled.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_claim_whose_connection_was_long_in_coming_lasts_as_long_as_any()
    {
        var box = Box((message, _) => Done(message));
        await box.Send([Message(1)], null, Never);
        await using var narrow = OneConnection();
        var held = await narrow.OpenConnectionAsync();
        var taking = new MessageClaims(narrow, Unhurried, Time).Take(1, 1, Never);
        Time.Jump(Unhurried.Lease * 2);
        await held.DisposeAsync();

        (await taking.WaitAsync(Patience)).ShouldHaveSingleItem();

        (await box.Waiting(1, Never)).ShouldHaveSingleItem().DueAt.ShouldBeGreaterThan(Time.GetUtcNow());
    }
}
