using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Policies;

/// <summary>Applies a policy to a checkpoint: a log's signature under its own origin, and the quorum.</summary>
internal static class PolicyJudge
{
    public static PolicyVerdict Judge(TrustPolicy policy, SignedNote note)
    {
        if (!Checkpoint.TryParse(note.Text, out var checkpoint, out var problem))
            return new PolicyVerdict(problem, null, [], []);
        var logs = policy.Logs.Select(log => log.Key).Where(key => key.Name == checkpoint.Origin).ToHashSet();
        if (logs.Count == 0)
            return new PolicyVerdict($"The policy knows no log {checkpoint.Origin}.", checkpoint, [], []);

        var verdict = note.Verify([.. logs, .. policy.Witnesses.Select(witness => witness.Key)]);
        VerifierKey[] signed = [.. verdict.Verified.Select(one => one.Key).Where(logs.Contains).Distinct()];
        WitnessedBy[] witnessed = [.. policy.Witnesses.SelectMany(witness => Times(verdict, witness))];
        if (verdict.Holds && signed.Length == 0)
            problem = $"No key of the policy for the log {checkpoint.Origin} has signed the checkpoint.";
        else if (verdict.Holds && !IsReached(policy, witnessed))
            problem = $"The quorum {policy.Quorum} is not reached: {Names(witnessed)}.";
        else
            problem = verdict.Problem;
        return new PolicyVerdict(problem, checkpoint, signed, witnessed);
    }

    private static IEnumerable<WitnessedBy> Times(NoteVerdict verdict, TrustedWitness witness) =>
        verdict.Verified.Where(one => one.Key == witness.Key).Max(one => one.CosignedAt) is { } latest
            ? [new WitnessedBy(witness.Name, witness.Key, latest)]
            : [];

    /// <summary>Groups stand after their members: one way through the list settles each.</summary>
    private static bool IsReached(TrustPolicy policy, WitnessedBy[] witnessed)
    {
        var reached = witnessed.Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var group in policy.Groups)
        {
            if (group.Members.Count(reached.Contains) >= group.Threshold)
                reached.Add(group.Name);
        }

        return policy.Quorum is null || reached.Contains(policy.Quorum);
    }

    private static string Names(WitnessedBy[] witnessed) => witnessed.Length == 0
        ? "no witness of the policy has cosigned"
        : $"cosigned by {string.Join(", ", witnessed.Select(one => one.Name))} only";
}
