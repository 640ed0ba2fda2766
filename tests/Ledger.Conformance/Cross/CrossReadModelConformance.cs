using Ledger.Application.Commands;
using Ledger.Application.Engines;
using Ledger.Application.Samples;
using Ledger.Conformance.Engines;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;
using Ledger.Projections.Engine;
using Npgsql;

namespace Ledger.Conformance.Cross;

/// <summary>Read models are the same, row for row, whichever engine wrote which of the facts that they are folded from.</summary>
public abstract class CrossReadModelConformance<TFirst, TSecond> : CrossSuite<TFirst, TSecond>
    where TFirst : ILedgerEngineFactory, new()
    where TSecond : ILedgerEngineFactory, new()
{
    private const int Year = 2025;

    [Fact]
    public virtual async Task A_mixed_log_folds_to_what_a_native_one_folds_to()
    {
        await using var other = await EngineDatabase.Create();
        await using var native = await OpenedEngine.On(other, new NativeEngineFactory());

        var turn = 0;
        foreach (var command in SampleInstitutions.Commands(Year).Concat(Credits()))
        {
            await Done(InTurn(turn++).Desk, command);
            await Done(native.Engine.Desk, command);
        }

        var mixed = await Folded(Service);
        mixed.ShouldBe(await Folded(other.Service));
        mixed.ShouldAllBe(sum => sum.Rows > 0 && sum.Position > 0);
    }

    private static async Task Done(ICommandDesk desk, ICommand command) =>
        (await desk.Handle(command, new CommandContext("clerk-1"), Never)).ShouldBeOfType<CommandAnswer.Done>(command.ToString());

    private static async Task<IReadOnlyList<ProjectionChecksum>> Folded(NpgsqlDataSource database)
    {
        var runner = EngineDatabase.ReadModels(database);
        await runner.CatchUp(Never);
        var sums = new List<ProjectionChecksum>();
        foreach (var projection in runner.Projections)
            sums.Add(await runner.Checksum(projection.Name, Never));
        return sums;
    }

    /// <summary>Hours of synthetic people: claimed, recognised and taken back.</summary>
    private static IEnumerable<ICommand> Credits()
    {
        for (var n = 1; n <= 8; n++)
        {
            var person = new Guid(n, 1, 0, new byte[8]);
            var entry = new Guid(n, 2, 0, new byte[8]);
            var day = new DateOnly(Year, 5, n);
            var said = new Participation(
                LearningForm.Course, SubjectKind.Professional, 10 + n, $"p{n}", $"虚构课程{n}", null, day, day.AddDays(2), "360100");
            yield return new ClaimHours(person, Year, entry, day.AddDays(3), "hr-360100", said);
            yield return new RecogniseHours(person, Year, entry, day.AddDays(10), "hr-360100", 10);
            if (n % 3 == 0)
                yield return new RevokeHours(person, Year, entry, day.AddDays(20), "hr-360100", "证明不实");
        }
    }
}
