using Ledger.Sealing.Tables;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;

namespace Ledger.Sealing.Verifying;

/// <summary>Whether a checkpoint of the database is a note that a trusted key has signed, and says what its row says.</summary>
/// <param name="trusted">Keys from outside the database.</param>
/// <param name="former">Keys that the database says have signed before; good for checkpoints that are not the last.</param>
internal sealed class CheckpointSignatures(
    LogIdentity identity, IReadOnlyList<VerifierKey> trusted, IReadOnlyList<VerifierKey> former, long lastSize)
{
    private readonly IReadOnlyList<VerifierKey> all =
        [.. trusted, .. former.Where(key => trusted.All(one => one.ToString() != key.ToString()))];

    public bool Judge(StoredCheckpoint row, Findings findings)
    {
        var problem = Problem(row);
        if (problem is not null)
            findings.Add(new Finding(
                "checkpoint.invalid", $"大小为 {row.Size} 的封存点不成立：{problem}", $"The checkpoint of size {row.Size} does not hold: {problem}",
                row.Size, Object: "ledger.checkpoint"));
        return problem is null;
    }

    private string? Problem(StoredCheckpoint row)
    {
        if (!SignedNote.TryParse(row.Note, out var note, out var malformed))
            return $"it is no signed note: {malformed}";
        if (!Checkpoint.TryParse(note!.Text, out var checkpoint, out malformed))
            return $"its text is no checkpoint: {malformed}";
        if (checkpoint!.Origin != identity.Origin)
            return $"it is of another log, {checkpoint.Origin}";
        if (checkpoint.Size != row.Size || checkpoint.Root != row.Root)
            return "its note says another size or root than its row";
        var verdict = note.Verify(row.Size == lastSize ? trusted : all);
        return verdict.Holds ? null : $"no trusted key has signed it: {verdict.Problem}";
    }
}
