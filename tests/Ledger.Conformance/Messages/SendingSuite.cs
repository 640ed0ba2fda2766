using Ledger.Messaging;
using Ledger.Testing;
using Npgsql;
using static Ledger.Conformance.Messages.MessageScene;

namespace Ledger.Conformance.Messages;

/// <summary>A message is sent if and only if its transaction commits.</summary>
public abstract class SendingSuite : MessageSuite
{
    private const string Follower = "ledger:test";

    [Fact]
    public async Task A_step_that_is_taken_sends_and_moves_the_mark()
    {
        (await Box.Mark(Follower, Never)).ShouldBe(0);

        (await Box.Send([Pack(new Noted(Test, 1)), Pack(new Noted(Test, 2))], new FollowerStep(Follower, 0, 7), Never)).ShouldBeTrue();
        (await Box.Send([], new FollowerStep(Follower, 7, 9), Never)).ShouldBeTrue();

        (await Box.Mark(Follower, Never)).ShouldBe(9);
        (await Left()).ShouldBe(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(8)]
    public async Task A_step_that_begins_elsewhere_sends_nothing(long from)
    {
        await Box.Send([], new FollowerStep(Follower, 0, 7), Never);

        (await Box.Send([Pack(new Noted(Test, 1))], new FollowerStep(Follower, from, 20), Never)).ShouldBeFalse();

        (await Box.Mark(Follower, Never)).ShouldBe(7);
        (await Left()).ShouldBe(0);
    }

    [Fact]
    public async Task Where_there_is_no_mark_a_step_can_only_begin_at_the_beginning()
    {
        (await Box.Send([Pack(new Noted(Test, 1))], new FollowerStep(Follower, 5, 7), Never)).ShouldBeFalse();

        (await Box.Mark(Follower, Never)).ShouldBe(0);
        (await Left()).ShouldBe(0);
    }

    [Fact]
    public async Task Of_many_who_take_the_same_step_one_sends()
    {
        for (var round = 0; round < 10; round++)
        {
            var sent = await Task.WhenAll(Enumerable.Range(0, 8).Select(sender => Task.Run(() =>
                Box.Send([Pack(new Noted(Test, round * 10 + sender))], new FollowerStep(Follower, round, round + 1), Never))));

            sent.Count(taken => taken).ShouldBe(1);
            (await Left()).ShouldBe(round + 1);
        }
    }

    [Fact]
    public async Task A_connection_that_is_killed_before_the_commit_sends_nothing_and_moves_no_mark()
    {
        var message = Pack(new Noted(Test, 1));
        await using var blocking = await Database.DataSource.OpenConnectionAsync();
        // Somebody else is about to write the same message: the sender must wait for them, in the middle of its transaction.
        await Run(blocking, $$"""
            begin; insert into ledger.message (id, type, body, due_at, next_at, carrier)
            values ('{{message.Id}}', 'x', '{}', now(), now(), 'native')
            """);
        var sending = Box.Send([message], new FollowerStep(Follower, 0, 5), Never);
        await Until.True(async () => await Number("""
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where wait_event_type = 'Lock' and datname = current_database()
            """) > 0);

        await Should.ThrowAsync<Exception>(sending);
        await Run(blocking, "rollback");

        (await Box.Mark(Follower, Never)).ShouldBe(0);
        (await Left()).ShouldBe(0);
        (await Box.Send([message], new FollowerStep(Follower, 0, 5), Never)).ShouldBeTrue();
        (await Left()).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_message_sent_twice_is_one()
    {
        var message = Pack(new Noted(Test, 1));
        await Send(message, message);
        await Send(message);

        (await Left()).ShouldBe(1);
        await Carry(Patient);
        await Idle();
        Calls.Of(Test, 1).ShouldBe(1);
    }

    public static TheoryData<string> Unsendable =>
    [
        "", "[]", "1", "{", "{}{}", "{\"a\":\"\\u0000\"}", "{\"a\":\"\\ud800\"}", "{\"a\":1e99999}",
        $"{{\"a\":\"{new string('x', MessageLimits.BodyBytes)}\"}}",
    ];

    [Theory]
    [MemberData(nameof(Unsendable))]
    public async Task What_cannot_be_stored_is_refused_whole(string body)
    {
        var bad = new OutgoingMessage(Guid.NewGuid(), "test.noted.v1", System.Text.Encoding.UTF8.GetBytes(body));

        var step = new FollowerStep(Follower, 0, 5);
        await Should.ThrowAsync<ArgumentException>(() => Box.Send([Pack(new Noted(Test, 1)), bad], step, Never));

        (await Left()).ShouldBe(0);
        (await Box.Mark(Follower, Never)).ShouldBe(0);
    }

    [Fact]
    public async Task As_many_as_may_be_are_sent_at_once_and_no_more()
    {
        var most = Enumerable.Range(1, MessageLimits.MessagesPerSend).Select(at => Pack(new Noted(Test, at), InAnHour)).ToList();

        await Should.ThrowAsync<ArgumentException>(() => Box.Send([.. most, Pack(new Noted(Test, 0))], null, Never));
        (await Left()).ShouldBe(0);
        (await Box.Send(most, null, Never)).ShouldBeTrue();

        (await Box.Count(Never)).Scheduled.ShouldBe(MessageLimits.MessagesPerSend);
    }

    [Fact]
    public async Task What_waits_is_shown_soonest_first()
    {
        await Send(Pack(new Noted(Test, 3), InAnHour.AddHours(1)), Pack(new Noted(Test, 1)), Pack(new Noted(Test, 2), InAnHour));

        var waiting = await Box.Waiting(2, Never);

        waiting.Select(one => one.Id).ShouldBe([Pack(new Noted(Test, 1)).Id, Pack(new Noted(Test, 2)).Id]);
        waiting.ShouldAllBe(one => one.Type == "test.noted.v1" && one.LastError == null);
        var count = await Box.Count(Never);
        (count.Due, count.Scheduled, count.Retrying, count.Dead).ShouldBe((1, 2, 0, 0));
        count.OldestDue.ShouldNotBeNull();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Box.Waiting(0, Never));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Box.DeadLetters(MessageLimits.RowsPerLook + 1, Never));
    }

    [Fact]
    public async Task What_fell_due_long_ago_has_waited_since_it_was_sent()
    {
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);

        await Send(Pack(new Noted(Test, 1), new DateTimeOffset(2019, 1, 1, 0, 0, 0, TimeSpan.Zero)));

        (await Box.Count(Never)).OldestDue.ShouldNotBeNull().ShouldBeGreaterThan(before);
    }

    private static DateTimeOffset InAnHour => DateTimeOffset.UtcNow.AddHours(1);

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> Number(string sql)
    {
        await using var command = Database.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
