using Ledger.Messaging;
using Ledger.Testing;
using static Ledger.Conformance.Messages.MessageScene;

namespace Ledger.Conformance.Messages;

/// <summary>What fails is tried again with growing pauses, and set apart where people can see it; nothing else waits for it.</summary>
public abstract class FailingSuite : MessageSuite
{
    private static int Tries => Hurried.Tries;

    [Fact]
    public async Task It_is_tried_again_with_growing_pauses()
    {
        await Carry(Patient);
        await Send(Pack(new Failing(Test, 1, Times: 3)));

        await Idle();

        var at = Calls.Of(Test).Select(call => call.At).ToList();
        at.Count.ShouldBe(4);
        for (var pause = 0; pause < 3; pause++)
            (at[pause + 1] - at[pause]).ShouldBeGreaterThanOrEqualTo(Hurried.Pauses[pause] - TimeSpan.FromMilliseconds(5));
        (await Box.Count(Never)).Dead.ShouldBe(0);
    }

    [Fact]
    public async Task Between_its_tries_it_waits_with_its_failure()
    {
        var slow = Hurried with { Pauses = [TimeSpan.FromMinutes(5)] };
        await Carry(slow);
        await Send(Pack(new Failing(Test, 1, Times: 9)));

        await Until.True(async () => (await Box.Count(Never)).Retrying == 1);

        var waiting = (await Box.Waiting(10, Never)).ShouldHaveSingleItem();
        waiting.Attempts.ShouldBe(1);
        waiting.DueAt.ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(4));
        waiting.LastError.ShouldNotBeNull().ShouldNotContain(FailingHandler.Foreign);
        var count = await Box.Count(Never);
        (count.Due, count.Retrying, count.OldestDue).ShouldBe((1, 1, null));
    }

    [Fact]
    public async Task What_fails_to_the_last_is_set_apart_and_no_other_waits_for_it()
    {
        await Carry(Patient);
        await Send([.. Enumerable.Range(1, 20).Select(at => Pack(new Failing(Test, at, Times: 99)))]);
        await Send([.. Enumerable.Range(100, 50).Select(at => Pack(new Noted(Test, at)))]);

        await Until.True(() => Enumerable.Range(100, 50).All(at => Calls.Of(Test, at) == 1));
        await Idle();

        var dead = await Box.DeadLetters(100, Never);
        dead.Count.ShouldBe(20);
        dead.Select(one => one.FailedAt).ShouldBeInOrder(SortDirection.Descending);
        dead.ShouldAllBe(one => one.Attempts == Tries && one.Type == "test.failing.v1");
        dead.ShouldAllBe(one => one.Error.Length > 0 && !one.Error.Contains(FailingHandler.Foreign));
        Calls.Of(Test, 1).ShouldBe(Tries);
        (await Box.Count(Never)).Dead.ShouldBe(20);
    }

    [Fact]
    public async Task A_dead_letter_is_replayed_with_all_its_tries_or_discarded()
    {
        await Carry(Patient);
        var messages = Enumerable.Range(1, 4).Select(at => Pack(new Failing(Test, at, Times: Tries))).ToArray();
        await Send(messages);
        await Until.True(async () => (await Box.Count(Never)).Dead == 4);

        (await Box.Replay([messages[0].Id, Guid.NewGuid()], Never)).ShouldBe(1);
        await Until.True(async () => (await Box.Count(Never)).Dead == 3 && await Left() == 0);
        Calls.Of(Test, 1).ShouldBe(Tries + 1);

        (await Box.Discard([messages[1].Id, messages[0].Id], Never)).ShouldBe(1);
        (await Box.DeadLetters(10, Never)).Select(one => one.Id).Order().ShouldBe(messages[2..].Select(one => one.Id).Order());

        (await Box.Replay(null, Never)).ShouldBe(2);
        await Idle();
        (await Box.Count(Never)).Dead.ShouldBe(0);
        Calls.Of(Test, 2).ShouldBe(Tries);
        Calls.Of(Test, 3).ShouldBe(Tries + 1);
        (await Box.Replay(null, Never)).ShouldBe(0);
    }

    [Fact]
    public async Task A_handler_that_outlives_its_time_has_failed()
    {
        await Carry(Hurried with { Pauses = [TimeSpan.FromMilliseconds(100)] });
        await Send(Pack(new Slow(Test, 1)), Pack(new Noted(Test, 2)));

        await Idle();

        (await Box.DeadLetters(10, Never)).ShouldHaveSingleItem().Attempts.ShouldBe(2);
        Calls.Of(Test, 2).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_only_a_newer_program_knows_is_tried_as_one_that_fails()
    {
        await Carry();
        var newer = new OutgoingMessage(Guid.NewGuid(), "test.of-a-newer-program.v1", "{}"u8.ToArray());
        await Send(newer, Pack(new Noted(Test, 1)));

        await Idle();

        (await Box.DeadLetters(10, Never)).ShouldHaveSingleItem().Id.ShouldBe(newer.Id);
        Calls.Of(Test, 1).ShouldBe(1);
    }

    [Fact]
    public async Task A_body_that_is_not_its_message_is_tried_as_one_that_fails()
    {
        await Carry(Patient);
        await Send(new OutgoingMessage(Guid.NewGuid(), "test.noted.v1", """{"number":"many"}"""u8.ToArray()));

        await Idle();

        (await Box.DeadLetters(10, Never)).ShouldHaveSingleItem().Error.ShouldNotContain("many");
    }

    [Fact]
    public async Task A_command_that_is_refused_fails_its_message_by_the_refusal_s_code()
    {
        await Carry();
        await Send(Pack(new Refusable(Test, 1)));

        await Idle();

        (await Box.DeadLetters(10, Never)).ShouldHaveSingleItem().Error.ShouldContain("test.not-allowed");
    }

    [Fact]
    public async Task What_follows_and_cannot_be_sent_fails_its_message_whole()
    {
        await Carry(Patient);
        await Send(Pack(new Split(Test, 1, Into: 3, InMinutes: 60, TooLarge: true)));

        await Idle();

        (await Box.DeadLetters(10, Never)).ShouldHaveSingleItem().Type.ShouldBe("test.split.v1");
        Calls.Of(Test, 1).ShouldBe(Tries);
    }
}
