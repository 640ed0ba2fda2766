using Ledger.Projections.Engine;

namespace Ledger.Application.TwoTimes;

/// <summary>
/// Waits until read models have come to a position. They follow some hundred milliseconds behind the log; an answer about a position that
/// they have not come to would say less than was asked, and another thing a moment later.
/// </summary>
public sealed class ReadModelReach(ProjectionRunner projections, TimeProvider time)
{
    /// <summary>The longest wait of one answer; then it is refused and may be asked for again.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <param name="position">Null for now: there is nothing to wait for.</param>
    /// <returns>False when one of them has not come to it in time.</returns>
    public async Task<bool> Reaches(long? position, IEnumerable<string> models, CancellationToken cancellation)
    {
        if (position is not { } known)
            return true;
        var start = time.GetTimestamp();
        foreach (var model in models)
        {
            while (await projections.PositionOf(model, cancellation).ConfigureAwait(false) < known)
            {
                if (time.GetElapsedTime(start) > Patience)
                    return false;
                await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
            }
        }

        return true;
    }
}
