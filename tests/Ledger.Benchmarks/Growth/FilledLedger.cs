using Ledger.Application.Commands;
using Ledger.Application.Composition;
using Ledger.Application.Samples;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Whole;

namespace Ledger.Benchmarks.Growth;

/// <summary>
/// A ledger with the synthetic institutions and as many events of credit hours as are asked for, folded and sealed when asked; the events
/// are written into the tables by the server itself (<see cref="FilledRows"/>).
/// </summary>
internal sealed class FilledLedger : IAsyncDisposable
{
    private FilledLedger(BenchDatabase database, LedgerSystem ledger, long events) =>
        (Database, Ledger, Events) = (database, ledger, events);

    public BenchDatabase Database { get; }

    public LedgerSystem Ledger { get; }

    /// <summary>Of credit hours: what was asked for, made even.</summary>
    public long Events { get; }

    public static async Task<FilledLedger> Of(Bench bench, int events, CancellationToken cancellation)
    {
        var database = await bench.Database(cancellation);
        var ledger = await OpenedLedger.On(bench, database, bench.Engines[0], cancellation);
        if (events == 0)
            return new FilledLedger(database, ledger, 0);
        await bench.Log.WriteLineAsync($"preparing: a ledger of {events:N0} events");
        foreach (var command in SampleInstitutions.Commands(FilledRows.Year))
        {
            if (await ledger.Desk.Handle(command, new CommandContext("bench"), cancellation) is not CommandAnswer.Done)
                throw new InvalidOperationException($"The sample's {command.GetType().Name} was not taken.");
        }

        var written = await FilledRows.Write(database, ledger, events, cancellation);
        await database.Execute("vacuum analyze", cancellation);
        await database.Execute("checkpoint", cancellation);
        return new FilledLedger(database, ledger, written);
    }

    public async Task FoldAndSeal(CancellationToken cancellation)
    {
        foreach (var projection in Ledger.Projections.Projections)
            await Ledger.Projections.Rebuild(projection.Name, null, cancellation);
        await Ledger.Sealing.Seal(cancellation);
        await Database.Execute("vacuum analyze", cancellation);
        await Database.Execute("checkpoint", cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await Database.DisposeAsync();
    }
}
