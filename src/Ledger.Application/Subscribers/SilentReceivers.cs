namespace Ledger.Application.Subscribers;

/// <summary>
/// Remembers who let a delivery run out of time. Such a receiver is tried one delivery at a time until it answers again, whatever it
/// answers: otherwise one that is silent, with a backlog behind it, would hold every place in which messages are handled.
/// </summary>
internal sealed class SilentReceivers
{
    private readonly Lock taking = new();
    private readonly HashSet<Guid> silent = [];
    private readonly HashSet<Guid> probed = [];

    /// <summary>Whether a delivery may be tried now. Whoever may says afterwards how it went.</summary>
    public bool MayTry(Guid receiver)
    {
        lock (taking)
            return !silent.Contains(receiver) || probed.Add(receiver);
    }

    /// <param name="answered">Null when the caller gave up, which says nothing of the receiver.</param>
    public void Tried(Guid receiver, bool? answered)
    {
        lock (taking)
        {
            probed.Remove(receiver);
            if (answered == true)
                silent.Remove(receiver);
            else if (answered == false)
                silent.Add(receiver);
        }
    }
}
