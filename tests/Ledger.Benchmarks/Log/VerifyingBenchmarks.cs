using Ledger.Application.Composition;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Store;

namespace Ledger.Benchmarks.Log;

/// <summary>
/// The whole log verified as <c>ledger verify</c> does without its read models, beside the plain read of the same events.
/// </summary>
internal static class VerifyingBenchmarks
{
    public static async Task<IReadOnlyList<Measurement>> Of(Bench bench, CancellationToken cancellation)
    {
        await using var recorded = await RecordedLedger.Of(bench, cancellation);
        var ledger = recorded.Ledger;
        var events = await ledger.Sealing.Seal(cancellation);
        return await bench.Rounds(
            new Trial("limit: plain ordered binary read of the sealed events", "events/s", async (_, clock) =>
            {
                clock.Start();
                await Limits.PlainRead(ledger.Database, cancellation);
                clock.Stop();
                return events;
            }),
            [
                new Trial("verifying the whole log", "events/s", async (_, clock) =>
                {
                    clock.Start();
                    await Verify(ledger, cancellation);
                    clock.Stop();
                    return events;
                }),
            ],
            cancellation);
    }

    private static async Task Verify(LedgerSystem ledger, CancellationToken cancellation)
    {
        var report = await ledger.Verification.Run(ledger.LogKeys.Verifiers, [], readModels: false, null, cancellation);
        if (!report.Passed)
            throw new InvalidOperationException($"The log did not pass: {report.Log.Findings.Told[0].En}");
    }
}
