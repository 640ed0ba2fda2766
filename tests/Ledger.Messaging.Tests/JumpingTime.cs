namespace Ledger.Messaging.Tests;

/// <summary>A clock that a test puts forward. Timers run as they do.</summary>
internal sealed class JumpingTime : TimeProvider
{
    private TimeSpan ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;

    public void Jump(TimeSpan by) => ahead += by;
}
