using Ledger.Transparency.Trees;

namespace Ledger.Sealing.Verifying;

/// <summary>
/// A checkpoint from elsewhere: kept by an auditor, or by a witness. What the operator rewrites with its own key is found by this alone.
/// </summary>
/// <param name="Name">Where it is from, for people: a file's name.</param>
public sealed record KnownCheckpoint(string Name, long Size, TreeHash Root);
