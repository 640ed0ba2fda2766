namespace Ledger.Application.Tests.Deadlines;

/// <summary>The clock, with days added as a test lets them pass. It never stands still, so that what waits goes on waiting.</summary>
internal sealed class MovableTime : TimeProvider
{
    private long added;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref added));

    public void Pass(TimeSpan time) => Interlocked.Add(ref added, time.Ticks);
}
