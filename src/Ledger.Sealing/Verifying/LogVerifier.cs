using Ledger.EventStore.Migrations;
using Ledger.EventStore.Protection;
using Ledger.Sealing.Tables;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Trees;
using Npgsql;

namespace Ledger.Sealing.Verifying;

/// <summary>What is taken from outside the database when it is checked.</summary>
/// <param name="Keys">Public keys of the log that are trusted. The last checkpoint must be signed by one of them.</param>
/// <param name="Checkpoints">Checkpoints kept elsewhere.</param>
/// <param name="DotNetTypes">For each alias that is known, the .NET type that Marten's column names.</param>
public sealed record Trusted(
    IReadOnlyList<VerifierKey> Keys, IReadOnlyList<KnownCheckpoint> Checkpoints, IReadOnlyDictionary<string, string> DotNetTypes);

/// <summary>What was checked of the log, and what was found.</summary>
/// <param name="Position">The last event.</param>
/// <param name="Root">Of the tree that the events give, at that size.</param>
/// <param name="SealedTo">The size of the last checkpoint; the events after it are not sealed yet.</param>
/// <param name="Checkpoints">How many were held against the events.</param>
/// <param name="Weak">Where the database could refuse more than it does: advice, and no fault of what was recorded.</param>
public sealed record LogReport(
    long Position, TreeHash Root, long SealedTo, long Checkpoints, IReadOnlyList<string> Weak, Findings Findings);

/// <summary>
/// Checks the whole log against itself and against what is given from outside: every leaf anew from its event, tiles, checkpoints and their
/// signatures, streams without holes, columns that no leaf holds, and the triggers that protect all of it. Reads one moment of the
/// database, changes nothing, and needs no private key.
/// </summary>
public sealed class LogVerifier(NpgsqlDataSource database)
{
    /// <exception cref="SealingException">Nothing was sealed in this database.</exception>
    public async Task<LogReport> Run(Trusted trusted, IProgress<VerificationProgress>? progress, CancellationToken cancellation)
    {
        var findings = new Findings();
        var identity = await LogIdentity.Read(database, cancellation)
            ?? throw new SealingException("This database has no sealed log: start the ledger on it once.");
        var protection = await Protections.Check(database, [StoreMigrations.Set, LogMigrations.Set], cancellation);
        foreach (var broken in protection.Where(one => one.Weight == FindingWeight.Broken))
            findings.Add(new Finding(
                "protection.broken", $"数据库的保护不完整：{broken.Problem}。修复：{broken.Mend}",
                $"The database does not protect what was recorded: {broken.Problem}. To mend it: {broken.Mend}.", Object: broken.Object));
        var weak = protection.Where(one => one.Weight == FindingWeight.Weak)
            .Select(one => $"{one.Object} {one.Problem}: {one.Mend}").ToList();

        await using var snapshot = await LogSnapshot.Take(database, cancellation);
        var connection = await snapshot.Connection(cancellation);
        await RowChecks.Run(connection, trusted.DotNetTypes, findings, cancellation);
        var last = await CheckpointRows.ReadLast(connection, cancellation);
        var head = await LastPosition(connection, cancellation);
        var former = await LogKeyRows.Read(connection, findings, cancellation);
        var signatures = new CheckpointSignatures(identity, trusted.Keys, former, last?.Size ?? 0);

        await using var rows = CheckpointRows.ReadAll(await snapshot.Connection(cancellation), 0, cancellation)
            .GetAsyncEnumerator(cancellation);
        var marks = new CheckpointMarks(rows, trusted.Checkpoints, signatures, findings);
        var tree = new TreeCheck(snapshot, identity, findings, progress);
        await tree.Run(head, last?.Size ?? 0, marks, cancellation);
        await marks.End(tree.Size);
        return new LogReport(head, tree.Root, last?.Size ?? 0, marks.Count, weak, findings);
    }

    private static async Task<long> LastPosition(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select coalesce(max(seq_id), 0) from public.mt_events", connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
