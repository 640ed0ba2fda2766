using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Policies;

/// <summary>What a policy says of a checkpoint.</summary>
/// <param name="Problem">Why it is not to be believed; null when it is.</param>
/// <param name="Checkpoint">What was judged; null when the text is no checkpoint.</param>
/// <param name="Logs">The keys of the policy's logs that signed it.</param>
/// <param name="Witnesses">The policy's witnesses that cosigned it, whether or not they are enough.</param>
public sealed record PolicyVerdict(
    string? Problem, Checkpoint? Checkpoint, IReadOnlyList<VerifierKey> Logs, IReadOnlyList<WitnessedBy> Witnesses)
{
    public bool Holds => Problem is null;
}

/// <param name="Name">In the policy.</param>
/// <param name="At">When the witness says that it cosigned; the latest time when it did so more than once.</param>
public sealed record WitnessedBy(string Name, VerifierKey Key, DateTimeOffset At);
