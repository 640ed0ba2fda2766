using System.Globalization;
using Ledger.Application.Commands;
using Ledger.Application.Engines;
using Ledger.Conformance.Processes;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.EventStore;

namespace Ledger.Conformance.Desk;

/// <summary>
/// Killed in the middle of commands: each that was answered is there, and none is there twice. The process that is killed is the
/// assembly of the class that derives from this one: its <c>Main</c> runs <see cref="CommandingProcess"/>.
/// </summary>
public abstract class DeskCrashConformance<TEngine> : DeskSuite<TEngine>
    where TEngine : ILedgerEngineFactory, new()
{
    private const int Turns = 25;

    [Fact]
    public virtual async Task A_process_killed_in_the_middle_of_commands_keeps_what_it_answered_and_does_nothing_twice()
    {
        await Done(Said.Register());
        for (var caller = 1; caller < CommandingProcess.Callers; caller += 2)
            await Done(Said.Register($"own-{caller}"));

        var killed = await Run(killAfter: 60);
        killed.Count.ShouldBeInRange(60, CommandingProcess.Callers * Turns - 1);
        foreach (var key in killed)
        {
            var numbers = key.Split('/').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            var answer = await Done(CommandingProcess.Command(numbers[0], numbers[1]), key);
            (answer.Repeated, answer.Facts).ShouldBe((true, 1), key);
        }

        (await Run(killAfter: int.MaxValue)).Count.ShouldBe(CommandingProcess.Callers * Turns);
        var all = new List<RecordedEvent>();
        await foreach (var one in Store.ReadAll(0, null, Never))
            all.Add(one);
        var expected =
            from caller in Enumerable.Range(0, CommandingProcess.Callers)
            from turn in Enumerable.Range(0, Turns)
            select ((InspectInstitution)CommandingProcess.Command(caller, turn)).Inspection;
        all.Select(one => FactCodec.Decode(one).Fact).OfType<InstitutionInspected>().Select(fact => fact.Inspection)
            .ShouldBe(expected, ignoreOrder: true);
        (await On(StreamIds.Institution(Said.Institution))).Select(one => one.Version)
            .ShouldBe(Enumerable.Range(1, 1 + Turns * CommandingProcess.Callers / 2).Select(n => (long)n));
    }

    private Task<IReadOnlyList<string>> Run(int killAfter) => KilledProcess.Run(
        GetType().Assembly, [CommandingProcess.Name, Turns.ToString(CultureInfo.InvariantCulture)], ConnectionString,
        key => key.Contains('/', StringComparison.Ordinal), killAfter);
}
