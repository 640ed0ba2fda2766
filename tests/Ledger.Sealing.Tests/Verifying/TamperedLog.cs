using System.Globalization;
using Ledger.Sealing.Verifying;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;

namespace Ledger.Sealing.Tests.Verifying;

/// <summary>A sealed ledger of 100,000 events for each test, and what the operator can do to it who owns the server.</summary>
public abstract class TamperedLog : IAsyncLifetime
{
    /// <summary>An event in the middle of the log.</summary>
    private protected const long Somewhere = 61_803;

    private protected LogScene Scene { get; private set; } = null!;

    public async Task InitializeAsync() => Scene = await TamperScene.Copy();

    public async Task DisposeAsync() => await Scene.DisposeAsync();

    private protected static Finding Only(string code, Findings findings)
    {
        findings.Counts.Keys.ShouldBe([code]);
        return findings.Told.ShouldHaveSingleItem();
    }

    private protected async Task RemoveTail(long last, bool checkpointsToo)
    {
        await Scene.Tamper(
            $"delete from mt_events where seq_id > {last}",
            "update mt_streams s set version = (select max(version) from mt_events e where e.stream_id = s.id)",
            $"update ledger.head set (position, recorded_at) = (select seq_id, timestamp from mt_events where seq_id = {last})");
        if (!checkpointsToo)
            return;
        await Scene.Tamper($"delete from ledger.checkpoint where size > {last}");
        await TamperScene.MakeTilesAgree(Scene);
    }

    /// <summary>Signs every checkpoint anew over what the events give now.</summary>
    private protected async Task Resign(SigningKey key)
    {
        var statements = new List<string>();
        await foreach (var row in Scene.Log.Checkpoints(0, LogScene.Never))
        {
            var root = (await Scene.Roots.At(row.Size, LogScene.Never))!.Value;
            var note = SignedNote.Sign(new Checkpoint(LogScene.Identity.Origin, row.Size, root).Text, [key]).Write();
            statements.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"update ledger.checkpoint set root = decode('{root}', 'hex'), note = $n${note}$n$ where size = {row.Size}"));
        }

        statements.Add($"insert into ledger.log_key values ('{key.Verifier}', 0, now()) on conflict do nothing");
        await Scene.Tamper([.. statements]);
    }
}
