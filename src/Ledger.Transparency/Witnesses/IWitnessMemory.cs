using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Witnesses;

/// <summary>
/// The latest checkpoint that a witness cosigned of each log. Everything that a witness is worth hangs on it: forgetting a step would let
/// a log tell two stories.
/// </summary>
public interface IWitnessMemory
{
    /// <summary>
    /// Calls <paramref name="step"/> with what is remembered, keeps what it gives, and only then answers. For one origin no two calls
    /// overlap, between processes either; what is kept is on the disk before this returns. A step that gives no state changes nothing.
    /// </summary>
    /// <exception cref="WitnessMemoryException">What is remembered cannot be read or kept. Nothing may be signed.</exception>
    Task<WitnessAnswer> Exchange(string origin, Func<WitnessState?, WitnessStep> step, CancellationToken cancellation);

    /// <summary>Null when no checkpoint of this log was cosigned ever.</summary>
    /// <exception cref="WitnessMemoryException">What is remembered cannot be read.</exception>
    Task<WitnessState?> Recall(string origin, CancellationToken cancellation);
}

/// <param name="Checkpoint">The latest that was cosigned.</param>
/// <param name="Note">The same with the log's signatures and the cosignature.</param>
/// <param name="CosignedAt">The time in that cosignature.</param>
public sealed record WitnessState(Checkpoint Checkpoint, SignedNote Note, DateTimeOffset CosignedAt);

/// <param name="Next">What is to be remembered from now on; null to leave things as they are.</param>
public sealed record WitnessStep(WitnessState? Next, WitnessAnswer Answer);

/// <summary>The memory of a witness fails it. The one way on is to mend it: a witness that starts anew is a new witness.</summary>
public sealed class WitnessMemoryException : Exception
{
    public WitnessMemoryException(string message) : base(message) { }

    public WitnessMemoryException(string message, Exception inner) : base(message, inner) { }

    public WitnessMemoryException() : this("The witness cannot remember.") { }
}
