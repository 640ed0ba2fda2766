using System.Diagnostics;

namespace Ledger.Cluster.Tests;

/// <summary>Waits for what is to come about, and says what did not.</summary>
public static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> True(string what, Func<Task<bool>> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > Patience)
                throw new TimeoutException($"Not so after {Patience.TotalSeconds} s: {what}.");
            await Task.Delay(50);
        }

        return clock.Elapsed;
    }
}
