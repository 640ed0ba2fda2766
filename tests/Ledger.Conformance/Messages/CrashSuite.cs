using System.Diagnostics;
using System.Globalization;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using static Ledger.Conformance.Messages.MessageScene;

namespace Ledger.Conformance.Messages;

/// <summary>
/// Killed with SIGKILL at moments that nobody chose: what was sent is what was committed, and what was being handled is handled again.
/// The test assembly must be a program whose Main calls <see cref="MessageProcess.Run"/>.
/// </summary>
public abstract class CrashSuite : MessageSuite
{
    private const int Rounds = 6;

    [Fact]
    public async Task Of_a_process_that_sends()
    {
        var random = new Random(259);
        var acknowledged = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var patience = random.Next(1, 40);
            var lines = await Run(MessageProcess.Sends, atLeast: patience, random.Next(0, 20));
            acknowledged = Math.Max(acknowledged, lines.Max());

            var mark = await Box.Mark(MessageProcess.Follower(Test), Never);
            mark.ShouldBeGreaterThanOrEqualTo(acknowledged);
            var committed = Enumerable.Range(1, (int)mark).SelectMany(step => MessageProcess.Messages(Test, step)).Select(one => one.Id);
            var waiting = (await Box.Waiting(10_000, Never)).Select(one => one.Id).ToHashSet();
            waiting.SetEquals(committed).ShouldBeTrue("What waits is not what was committed.");
        }
    }

    [Fact]
    public async Task Of_a_process_that_carries_in_the_middle_of_handling()
    {
        const int Messages = 60;
        var random = new Random(13);
        await Send([.. Enumerable.Range(1, Messages).Select(at => Pack(new Counted(Test, at, Milliseconds: 60)))]);
        var begun = new List<long>();
        for (var round = 0; round < 3; round++)
            begun.AddRange(await Run(MessageProcess.Carries, atLeast: 3, random.Next(0, 60)));
        begun.ShouldNotBeEmpty();
        (await Left()).ShouldBeGreaterThan(0);

        await Carry();
        await Idle();

        (await Box.Count(Never)).Dead.ShouldBe(0);
        foreach (var number in Enumerable.Range(1, Messages))
        {
            var stream = await Engine.Store.ReadStream(StreamIds.Institution($"{Test}-{number}"), UpTo.Now, Never);
            stream.Version.ShouldBe(1, $"Message {number} has had another effect than one.");
        }

        begun.Concat(Calls.Of(Test).Select(call => (long)call.Number)).Count().ShouldBeGreaterThan(Messages, "Nothing was handled again.");
    }

    /// <summary>Runs the process until it has said so many lines, and then for some milliseconds more.</summary>
    private async Task<List<long>> Run(string what, int atLeast, int milliseconds)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", GetType().Assembly.Location, what, Test])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(Database.ServiceConnectionString);
        var lines = new List<long>();
        Task? kill = null;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                lines.Add(number);
            if (lines.Count >= atLeast)
                kill ??= Task.Delay(milliseconds).ContinueWith(_ => process.Kill(), TaskScheduler.Default);
        }

        await process.WaitForExitAsync();
        lines.Count.ShouldBeGreaterThanOrEqualTo(atLeast, "The process ended by itself.");
        return lines;
    }
}
