using System.Globalization;
using Ledger.Application.Commands;
using Ledger.Benchmarks.Measuring;
using Ledger.Domain.Institutions;

namespace Ledger.Benchmarks.Whole;

/// <summary>
/// Commands at the desk: shape checked, key looked up, state read and folded, decided, appended at the version that was read.
/// </summary>
internal static class CommandBenchmarks
{
    private const int Institutions = 64;
    private static readonly DateOnly Day = new(2025, 3, 3);

    /// <summary>Changes of address, each of an institution that has had some before, by so many callers at once.</summary>
    public static Trial Changes(Bench bench, string engine, int callers, int commands, CancellationToken cancellation) =>
        new(bench.Named(engine, $"commands, {callers} caller{(callers == 1 ? "" : "s")}"), "commands/s", async (database, clock) =>
        {
            await using var ledger = await OpenedLedger.On(bench, database, engine, cancellation);
            for (var at = 0; at < Institutions; at++)
                await Demand(ledger.Desk, Registration(at), $"r{at}");
            // Each caller has institutions of its own: what is measured is the way of a command, not a race.
            await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Demand(ledger.Desk, Change(caller, -1), $"w{caller}")));
            clock.Start();
            await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
            {
                for (var at = caller; at < commands; at += callers)
                    await Demand(ledger.Desk, Change(at, at), $"c{at}");
            }));
            clock.Stop();
            return commands;

            ChangeContact Change(int at, int number) =>
                new(Id(at % callers + at / callers % (Institutions / callers) * callers), $"合成路{number}号", null, null, Day);
        });

    private static RegisterInstitution Registration(int number) =>
        new(Id(number), $"合成机构{number}", $"合成单位{number}", null, "360100", Day, "hr-360000");

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"bench-{number}");

    private static async Task Demand(ICommandDesk desk, Domain.Kernel.ICommand command, string key)
    {
        var answer = await desk.Handle(command, new CommandContext("bench", key), CancellationToken.None);
        if (answer is not CommandAnswer.Done { Repeated: false })
            throw new InvalidOperationException($"A command was not carried out: {answer}.");
    }
}
