using Ledger.Application.Engines;
using Ledger.Conformance.Messages;
using Ledger.Messaging;
using Ledger.Testing;
using static Ledger.Conformance.Messages.MessageScene;

namespace Ledger.Marten.Tests.Messages;

/// <summary>A ledger that changes its engine takes with it what waits, what is scheduled, what failed and what is dead.</summary>
public sealed class SwitchTests
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly NativeEngineFactory Native = new();
    private static readonly MartenEngineFactory Marten = new();
    private const string Dead = "wolverine_dead_letters";
    private const string Incoming = "wolverine_incoming_envelopes where status <> 'Handled'";

    [Theory]
    [InlineData("native", "marten")]
    [InlineData("marten", "native")]
    public async Task What_one_engine_sent_the_other_handles_once_and_in_its_time(string from, string to)
    {
        var test = $"t{Guid.NewGuid():N}";
        await using var database = await TestDatabase.Create(Prepare);
        var due = DateTimeOffset.UtcNow.AddSeconds(6);
        await using (var before = await Open(Of(from), database))
            await before.Messages.Send([Pack(new Noted(test, 1)), Pack(new Noted(test, 2), due)], null, Never);

        await using var after = await Open(Of(to), database);
        await Carrying(after, () => Nothing(after.Messages));

        Calls.Of(test).Select(call => call.Number).ShouldBe([1, 2]);
        Calls.Of(test)[1].At.ShouldBeGreaterThanOrEqualTo(due);
    }

    [Theory]
    [InlineData("native", "marten")]
    [InlineData("marten", "native")]
    public async Task A_dead_letter_of_the_one_engine_is_replayed_by_the_other(string from, string to)
    {
        var test = $"t{Guid.NewGuid():N}";
        await using var database = await TestDatabase.Create(Prepare);
        var message = Pack(new Failing(test, 1, Hurried.Tries));
        await using (var before = await Open(Of(from), database))
        {
            await before.Messages.Send([message], null, Never);
            await Carrying(before, async () => (await before.Messages.Count(Never)).Dead == 1);
        }

        await using var after = await Open(Of(to), database);
        (await after.Messages.DeadLetters(10, Never)).ShouldHaveSingleItem().Id.ShouldBe(message.Id);
        (await after.Messages.Replay([message.Id], Never)).ShouldBe(1);
        await Carrying(after, () => Nothing(after.Messages));

        Calls.Of(test, 1).ShouldBe(Hurried.Tries + 1);
        (await after.Messages.Count(Never)).Dead.ShouldBe(0);
    }

    [Fact]
    public async Task A_message_dies_twice_with_a_replay_by_the_native_engine_between_and_is_discarded_by_it_and_nothing_is_left()
    {
        var test = $"t{Guid.NewGuid():N}";
        await using var database = await TestDatabase.Create(Prepare);
        var message = Pack(new Failing(test, 1, Hurried.Tries * 2));
        await using var native = await Open(Native, database);
        await using var marten = await Open(Marten, database);
        await marten.Messages.Send([message], null, Never);
        await Carrying(marten, async () => (await marten.Messages.Count(Never)).Dead == 1);

        (await native.Messages.Replay([message.Id], Never)).ShouldBe(1);
        await Carrying(marten, async () => (await marten.Messages.Count(Never)).Dead == 1 && await Envelopes(database, Incoming) == 0);
        (await Envelopes(database, Dead)).ShouldBe(1);

        (await native.Messages.Discard([message.Id], Never)).ShouldBe(1);
        await Carrying(marten, async () => await Envelopes(database, Dead) == 0);
        Calls.Of(test, 1).ShouldBe(Hurried.Tries * 2);
    }

    [Fact]
    public async Task Both_engines_carry_at_once_and_each_message_is_handled_once()
    {
        var test = $"t{Guid.NewGuid():N}";
        await using var database = await TestDatabase.Create(Prepare);
        await using var one = await Open(Native, database);
        await using var other = await Open(Marten, database);
        var sent = false;
        await Carrying(one, () => Carrying(other, async () =>
        {
            // Once: what was handled is forgotten, and sent again it would be another message.
            if (!sent)
            {
                sent = true;
                await one.Messages.Send([.. Enumerable.Range(1, 20).Select(at => Pack(new Noted(test, at)))], null, Never);
                await other.Messages.Send([.. Enumerable.Range(21, 20).Select(at => Pack(new Noted(test, at)))], null, Never);
            }

            return await Nothing(one.Messages);
        }));

        Calls.Of(test).Select(call => call.Number).Order().ShouldBe(Enumerable.Range(1, 40));
    }

    private static async Task<long> Envelopes(TestDatabase database, string table)
    {
        await using var command = database.DataSource.CreateCommand($"select count(*) from wolverine.{table}");
        return (long)(await command.ExecuteScalarAsync(Never))!;
    }

    private static ILedgerEngineFactory Of(string name) => name == Native.Name ? Native : Marten;

    private static async Task<bool> Nothing(IMessageBox box) => await box.Count(Never) is { Due: 0, Scheduled: 0 };

    /// <summary>Carries until something has come about.</summary>
    private static async Task<bool> Carrying(ILedgerEngine engine, Func<Task<bool>> until)
    {
        using var stop = new CancellationTokenSource();
        var run = Task.Run(() => engine.Messages.Run(stop.Token), Never);
        var patience = DateTimeOffset.UtcNow.AddSeconds(60);
        while (!await until())
        {
            DateTimeOffset.UtcNow.ShouldBeLessThan(patience, "What the test waits for has not come about.");
            await Task.Delay(50, Never);
        }

        await stop.CancelAsync();
        await run;
        return true;
    }
}
