using Ledger.Application.Composition;
using Ledger.Application.TwoTimes;
using Ledger.Application.TwoTimes.Diffs;
using Ledger.Cli.Output;

namespace Ledger.Cli.Running;

/// <summary>Two points as a call names them.</summary>
/// <param name="ValidAt">The day for points of knowledge.</param>
/// <param name="KnownAt">The knowledge for days.</param>
internal sealed record Comparison(DiffPoint From, DiffPoint To, DateOnly? ValidAt, KnownAt? KnownAt);

/// <summary>The two times of a call, settled or refused in words.</summary>
internal static class MomentsOfLedger
{
    /// <exception cref="Failure">A position that is not there yet, or a time that has not come.</exception>
    public static async Task<Moment> Settle(
        this LedgerSystem ledger, DateOnly? validAt, KnownAt? knownAt, CancellationToken cancellation) =>
        Of(await ledger.Moments.Settle(validAt, knownAt, cancellation));

    /// <summary>Both points of a comparison; the read models are brought to the head before.</summary>
    /// <exception cref="Failure">A position that is not there yet, or a time that has not come.</exception>
    public static async Task<(Moment From, Moment To)> Settle(
        this LedgerSystem ledger, Comparison asked, CancellationToken cancellation) => (
        Of(await asked.From.Settle(ledger.Moments, asked.ValidAt, asked.KnownAt, cancellation)),
        Of(await asked.To.Settle(ledger.Moments, asked.ValidAt, asked.KnownAt, cancellation)));

    private static Moment Of(MomentAnswer answer) => answer switch
    {
        MomentAnswer.Settled(var at) => at,
        MomentAnswer.BeyondHead(var asked, var head) => throw new Failure($"There is no position {asked} yet: the last one is {head}."),
        MomentAnswer.NotHere(var position, var primary) =>
            throw new Failure($"The standby has come to position {position} and not to what is asked for. Ask again, or {primary}."),
        MomentAnswer.ToCome(var asked, var now) => throw new Failure($"{asked:O} has not come yet: it is {now:O}."),
        _ => throw new InvalidOperationException("Two times are settled, beyond the head, not here, or to come."),
    };
}
