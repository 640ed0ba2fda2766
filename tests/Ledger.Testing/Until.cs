using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Ledger.Testing;

/// <summary>Waits for what is to come about, and says what did not.</summary>
public static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <returns>How long it took.</returns>
    /// <exception cref="TimeoutException">It has not come about.</exception>
    public static async Task<TimeSpan> True(string what, Func<Task<bool>> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > Patience)
                throw new TimeoutException($"Not so after {Patience.TotalSeconds} s: {what}.");
            await Task.Delay(BetweenLooks);
        }

        return clock.Elapsed;
    }

    /// <inheritdoc cref="True(string, Func{Task{bool}})"/>
    /// <param name="condition">Is asked for again and again.</param>
    /// <param name="what">The condition as the test has it.</param>
    public static Task<TimeSpan> True(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        True(what, condition);

    /// <inheritdoc cref="True(Func{Task{bool}}, string)"/>
    public static Task<TimeSpan> True(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        True(what, () => Task.FromResult(condition()));
}
