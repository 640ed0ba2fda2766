using Ledger.Transparency.Policies;
using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Proofs;

/// <summary>Each finding by itself, so that whoever reads it sees what failed and what did not.</summary>
/// <param name="Trust">Whether the checkpoint is one that the policy accepts, and who signed it when.</param>
/// <param name="Inclusion">Whether the entry stands at its index in the tree of that checkpoint.</param>
/// <param name="Leaf">The leaf hash that was looked for.</param>
public sealed record ProofFileVerdict(PolicyVerdict Trust, ProofVerdict Inclusion, TreeHash Leaf)
{
    /// <summary>Only both together prove anything: an unsigned tree can be made to hold whatever one likes.</summary>
    public bool Holds => Trust.Holds && Inclusion.Holds;

    /// <summary>What is wrong; empty when the proof holds.</summary>
    public IReadOnlyList<string> Problems => [.. new[] { Trust.Problem, Inclusion.Problem }.OfType<string>()];
}
