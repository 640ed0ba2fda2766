using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Ledger.Testing;
using Npgsql;
using static Ledger.Conformance.Messages.MessageScene;

namespace Ledger.Conformance.Messages;

/// <summary>What is sent is handled: when it is due, by one of those who carry, and with one effect.</summary>
public abstract class CarryingSuite : MessageSuite
{
    [Fact]
    public async Task Several_who_carry_at_once_handle_each_message_once()
    {
        await Send([.. Enumerable.Range(1, 300).Select(at => Pack(new Noted(Test, at)))]);
        foreach (var _ in Enumerable.Range(0, 3))
            await Carry(Patient);
        await Send([.. Enumerable.Range(301, 300).Select(at => Pack(new Noted(Test, at)))]);

        await Idle();

        Calls.Of(Test).Select(call => call.Number).Order().ShouldBe(Enumerable.Range(1, 600));
    }

    [Fact]
    public async Task A_scheduled_message_comes_in_its_time_and_in_its_turn_though_all_was_stopped_in_between()
    {
        var now = DateTimeOffset.UtcNow;
        var due = Enumerable.Range(1, 4).ToDictionary(number => number, number => now.AddSeconds(number * 0.8));
        await Send([.. due.OrderByDescending(one => one.Value).Select(one => Pack(new Noted(Test, one.Key), one.Value))]);
        await Carry();
        await Until.True(() => Calls.Of(Test).Count == 1);
        await Stop();
        await Carry();

        await Idle();

        var calls = Calls.Of(Test);
        calls.Select(call => call.Number).ShouldBe([1, 2, 3, 4]);
        foreach (var call in calls)
            call.At.ShouldBeGreaterThanOrEqualTo(due[call.Number].AddMilliseconds(-1));
    }

    [Fact]
    public async Task A_command_of_a_handler_has_one_effect_though_its_message_is_handled_twice()
    {
        var message = Pack(new Counted(Test, 1, 0));
        await Carry(Patient);
        await Send(message);
        await Idle();
        // Its row is gone: sent again, it is handled again, as after a crash between the effect and the end.
        await Send(message);
        await Idle();

        Calls.Of(Test, 1).ShouldBe(2);
        (await Engine.Store.ReadStream(StreamIds.Institution($"{Test}-1"), UpTo.Now, Never)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task What_follows_from_a_message_is_sent_in_the_transaction_that_ends_it()
    {
        const int Messages = 60;
        const int Parts = 3;
        await Send([.. Enumerable.Range(1, Messages).Select(at => Pack(new Split(Test, at, Parts, InMinutes: 60)))]);
        await Carry();

        while (true)
        {
            // Each look is one snapshot.
            var (whole, parts) = await Look();
            parts.ShouldBe((Messages - whole) * Parts);
            if (whole == 0)
                break;
        }

        // At least once is what is promised; each of them was.
        Calls.Of(Test).Select(call => call.Number).Distinct().Count().ShouldBe(Messages);
    }

    [Fact]
    public async Task What_follows_is_handled_in_turn()
    {
        await Carry(Patient);
        await Send(Pack(new Split(Test, 1, 5, InMinutes: 0)));

        await Idle();

        Calls.Of(Test).Select(call => call.Number).Order().ShouldBe([1, 101, 102, 103, 104, 105]);
    }

    [Fact]
    public async Task A_database_that_is_gone_for_a_while_is_waited_for()
    {
        await Carry();
        await Send([.. Enumerable.Range(1, 20).Select(at => Pack(new Counted(Test, at, 50)))]);
        await Until.True(() => Calls.Of(Test).Count > 0);

        var name = Database.DataSource.CreateConnection().Database;
        await using (var admin = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString))
        {
            await admin.OpenAsync();
            await Execute(admin, $"alter database \"{name}\" allow_connections false");
            await Execute(admin, $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
            await Task.Delay(1500);
            await Execute(admin, $"alter database \"{name}\" allow_connections true");
        }

        await Until.True(async () =>
        {
            try
            {
                return await Left() == 0;
            }
            catch (NpgsqlException)
            {
                return false;
            }
        });
        (await Box.Count(Never)).Dead.ShouldBe(0);
        foreach (var number in Enumerable.Range(1, 20))
            (await Engine.Store.ReadStream(StreamIds.Institution($"{Test}-{number}"), UpTo.Now, Never)).Version.ShouldBe(1);
    }

    private async Task<(long Whole, long Parts)> Look()
    {
        await using var command = Database.DataSource.CreateCommand("""
            select count(*) filter (where type = 'test.split.v1'), count(*) filter (where type = 'test.noted.v1') from ledger.message
            """);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
