using System.Diagnostics;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Messaging.Tests;

/// <summary>Handlers that do not end, and an end that does not wait for them.</summary>
public sealed class NativeStopTests : NativeBoxScene
{
    [Fact]
    public async Task A_handler_that_does_not_listen_holds_up_neither_the_others_nor_the_end()
    {
        var box = Run(
            async (message, _) =>
            {
                if (message.Id == Message(1).Id)
                    await Task.Delay(Timeout.Infinite, Never);
                return await Done(message);
            },
            Unhurried with { AtOnce = 1, Pauses = [], HandlingTime = TimeSpan.FromSeconds(2) });
        await box.Send([Message(1)], null, Never);
        await Until.True(async () => (await box.Count(Never)).OldestDue is null);
        await box.Send([Message(2)], null, Never);

        await Until.True(() => !Handled.IsEmpty);

        (await box.DeadLetters(10, Never)).Single(letter => letter.Id == Message(1).Id).Error.ShouldBe("It was not done within 2 s.");
        await Stop();
    }

    [Fact]
    public async Task A_handler_that_is_stopped_gives_its_try_back()
    {
        var box = Run(async (message, cancellation) =>
        {
            Handled.Enqueue(message);
            await Task.Delay(Timeout.Infinite, cancellation);
            return [];
        });
        await box.Send([Message(1)], null, Never);
        await Until.True(() => Handled.Count == 1);

        await Stop();

        (await box.Waiting(10, Never)).ShouldHaveSingleItem().Attempts.ShouldBe(0);
        (await box.Count(Never)).OldestDue.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_handler_that_does_not_stop_keeps_its_message_and_is_not_waited_for()
    {
        var box = Run(async (message, _) =>
        {
            Handled.Enqueue(message);
            await Task.Delay(Timeout.Infinite, Never);
            return [];
        });
        await box.Send([Message(1)], null, Never);
        await Until.True(() => Handled.Count == 1);

        var began = Stopwatch.StartNew();
        await Stop();

        began.Elapsed.ShouldBeGreaterThan(Unhurried.StoppingTime - TimeSpan.FromMilliseconds(50));
        var kept = (await box.Waiting(10, Never)).ShouldHaveSingleItem();
        kept.Attempts.ShouldBe(1);
        kept.DueAt.ShouldBeGreaterThan(Time.GetUtcNow());
    }

    [Fact]
    public async Task What_is_claimed_while_all_stops_is_given_back_and_not_begun()
    {
        var box = Run((message, _) => Done(message));
        var held = await Hold();
        await using (var connection = held.Connection!)
        {
            await using var write = new NpgsqlCommand(Filling(1, attempts: 0, "now() - interval '1 hour'"), connection);
            await write.ExecuteNonQueryAsync();
            BeginToStop();
            await held.CommitAsync();
        }

        await Stop();

        Handled.ShouldBeEmpty();
        (await box.Waiting(10, Never)).ShouldHaveSingleItem().Attempts.ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_kept_of_what_was_handled()
    {
        const int Messages = 50;
        var kept = new List<WeakReference>();
        var box = Run((message, cancellation) =>
        {
            var held = new object();
            // As a library does that is given the token: what it leaves there lives as long as the token does.
            cancellation.Register(_ => { }, held);
            lock (kept)
                kept.Add(new WeakReference(held));
            return Done(message);
        });
        await box.Send([.. Enumerable.Range(1, Messages).Select(number => Message(number))], null, Never);
        await Until.True(async () => (await box.Count(Never)).Due == 0);

        await Until.True(() =>
        {
            GC.Collect();
            // The last ones may still stand in the stack of a thread.
            return kept.Count(reference => reference.IsAlive) <= Unhurried.AtOnce;
        });
        kept.Count.ShouldBe(Messages);
    }
}
