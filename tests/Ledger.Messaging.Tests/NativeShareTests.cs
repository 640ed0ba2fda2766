using System.Text.RegularExpressions;
using Ledger.Testing;

namespace Ledger.Messaging.Tests;

/// <summary>However much waits or failed, a fresh message finds room, and a claim reads what it takes.</summary>
public sealed partial class NativeShareTests : NativeBoxScene
{
    [Fact]
    public async Task A_crowd_of_failed_ones_leaves_room_for_a_fresh_one()
    {
        await Fill(2_000, attempts: 1, "now() - interval '1 hour'");
        var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var box = Run(async (message, cancellation) =>
        {
            await Done(message);
            // None of the crowd ends before the fresh one has come.
            if (message.Attempt > 1)
                await fresh.Task.WaitAsync(cancellation);
            return [];
        });
        await Until.True(() => Handled.Count == Unhurried.AgainAtOnce);
        await Task.Delay(AWhile);
        Handled.Count.ShouldBe(Unhurried.AgainAtOnce);

        await box.Send([Message(1)], null, Never);

        await Until.True(() => Handled.Any(message => message.Attempt == 1));
        Handled.Count.ShouldBe(Unhurried.AgainAtOnce + 1);
        fresh.SetResult();
        await Until.True(() => Handled.Count > 100);
    }

    [Fact]
    public async Task A_claim_reads_what_it_takes_however_much_waits()
    {
        await Fill(60_000, attempts: 0, "now() - interval '1 hour'");
        await Fill(20_000, attempts: 3, "now() + interval '1 day'");
        await Fill(20_000, attempts: 0, "now() + interval '1 year'");
        await Execute("vacuum analyze ledger.message");

        string[] values = ["", "now()", "now() - interval '1 minute'", "now() + interval '1 minute'", "8", "4"];
        var claim = Parameter().Replace(MessageClaims.Claim, parameter => values[parameter.Value[1] - '0']);
        var plan = string.Join('\n', await Column("explain (analyze, buffers, format text) " + claim));

        plan.ShouldContain("Index Scan using message_fresh");
        plan.ShouldContain("Index Scan using message_again");
        plan.ShouldNotContain("Seq Scan on message");
    }

    [GeneratedRegex(@"\$\d")]
    private static partial Regex Parameter();
}
