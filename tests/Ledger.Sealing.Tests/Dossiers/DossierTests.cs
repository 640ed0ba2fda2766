using System.Security.Cryptography;
using System.Text;
using Ledger.EventStore;
using Ledger.Sealing.Dossiers;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Policies;
using Ledger.Transparency.Signatures;

namespace Ledger.Sealing.Tests.Dossiers;

/// <summary>A dossier passes whole, and in no other state.</summary>
public sealed class DossierTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("ledger-dossier-").FullName;
    private LogScene scene = null!;

    public async Task InitializeAsync()
    {
        scene = await LogScene.Create();
        await scene.Append(300);
        await scene.Sealer.Seal(LogScene.Never);
        await scene.Append(40);
        await scene.Sealer.Seal(LogScene.Never);
        await Write(310);
    }

    public async Task DisposeAsync()
    {
        await scene.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Whole_it_passes_with_the_public_key_alone()
    {
        var report = Check();

        report.Findings.Told.ShouldBeEmpty();
        report.Entries.ShouldBe(report.Manifest!.Entries);
        (report.Manifest.KnownAt, report.Manifest.Checkpoint).ShouldBe((310, 340));
        report.Manifest.Streams.Select(stream => stream.Id).ShouldBe(["thing-2", "thing-5"]);
        report.Manifest.Consistency.ShouldNotBeEmpty();
    }

    [Fact]
    public void Sha256sum_checks_its_files_too()
    {
        foreach (var line in File.ReadAllLines(Path.Combine(folder, DossierFiles.Digests)))
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, line[66..])))).ShouldBe(line[..64]);
    }

    [Fact]
    public void The_last_line_cut_off_is_found() => Entries(lines => lines.RemoveAt(lines.Count - 1), "entries.count", "stream.cut");

    [Fact]
    public void A_line_cut_short_is_found() => Entries(lines => lines[^1] = lines[^1][..40], "entry.invalid");

    [Fact]
    public void A_line_left_out_is_found() => Entries(lines => lines.RemoveAt(3), "entries.count", "stream.hole");

    [Fact]
    public void Two_lines_in_another_order_are_found() =>
        Entries(lines => (lines[4], lines[5]) = (lines[5], lines[4]), "entry.order");

    [Fact]
    public void A_line_doubled_is_found() => Entries(lines => lines.Insert(4, lines[4]), "entry.order", "stream.hole");

    [Fact]
    public void A_line_edited_is_found() =>
        Entries(lines => lines[2] = lines[2].Replace("12.5", "13.5", StringComparison.Ordinal), "entry.unproven");

    [Fact]
    public void An_entry_of_another_stream_is_found() => Entries(
        lines => lines[2] = lines[2].Replace("thing-", "thing-9", StringComparison.Ordinal), "entry.other-stream", "entry.unproven");

    [Fact]
    public void Every_file_changed_is_found()
    {
        foreach (var path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(path);
            var other = bytes.ToArray();
            other[bytes.Length / 2] ^= 0x01;
            File.WriteAllBytes(path, other);
            Check().Findings.None.ShouldBeFalse(path);
            File.WriteAllBytes(path, bytes[..^1]);
            Check().Findings.None.ShouldBeFalse(path);
            File.Delete(path);
            Check().Findings.None.ShouldBeFalse(path);
            File.WriteAllBytes(path, bytes);
        }

        Check().Findings.Told.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_added_is_found()
    {
        File.WriteAllText(Path.Combine(folder, "proofs", "note.txt"), "x");

        Check().Findings.Told.ShouldHaveSingleItem().Code.ShouldBe("file.extra");
    }

    [Fact]
    public void A_dossier_made_to_agree_with_itself_is_not_signed()
    {
        var lines = File.ReadAllLines(Path.Combine(folder, DossierFiles.Entries)).ToList();
        lines.RemoveAt(lines.Count - 1);
        File.WriteAllText(Path.Combine(folder, DossierFiles.Entries), string.Concat(lines.Select(line => line + "\n")));
        using var stranger = SigningKey.Generate(LogScene.Identity.Origin, SignatureSuites.All[0]);
        SignedNote.TryParse(File.ReadAllBytes(Path.Combine(folder, DossierFiles.Manifest)), out var note, out _).ShouldBeTrue();
        DossierManifest.TryParse(note!.Text, out var manifest, out _).ShouldBeTrue();
        var forged = manifest! with { Entries = lines.Count };
        File.WriteAllText(Path.Combine(folder, DossierFiles.Manifest), SignedNote.Sign(forged.Text, [stranger]).Write());

        Check().Findings.Told.ShouldHaveSingleItem().Code.ShouldBe("manifest.unsigned");
    }

    [Fact]
    public void A_path_that_leads_out_of_the_folder_is_not_followed()
    {
        var file = Path.Combine(folder, DossierFiles.Digests);
        File.AppendAllText(file, new string('0', 64) + "  ../../../etc/hostname\n");

        Check().Findings.Told.ShouldContain(
            found => found.Code == "file.missing" && found.Object!.StartsWith("../", StringComparison.Ordinal));
    }

    [Fact]
    public void A_link_is_told_and_not_followed()
    {
        var report = Path.Combine(folder, DossierFiles.Report);
        var elsewhere = Path.Combine(folder, "..", Path.GetFileName(folder) + ".html");
        File.Move(report, elsewhere);
        File.CreateSymbolicLink(report, elsewhere);
        Directory.CreateSymbolicLink(Path.Combine(folder, "etc"), "/etc");

        Check().Findings.Told.Select(found => (found.Code, found.Object))
            .ShouldBe([("file.link", "etc"), ("file.link", DossierFiles.Report)], ignoreOrder: true);
        File.Delete(elsewhere);
    }

    [Fact]
    public void A_folder_with_nothing_in_it_does_not_pass()
    {
        var empty = Directory.CreateTempSubdirectory("ledger-dossier-").FullName;

        new DossierCheck(empty, Policy, scene.Keys.Verifiers).Run(LogScene.Never).Findings.None.ShouldBeFalse();
        Directory.Delete(empty);
    }

    [Fact]
    public async Task An_event_that_is_not_sealed_yet_is_not_put_in()
    {
        await scene.Append(5);
        Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);

        (await Should.ThrowAsync<SealingException>(() => Write(345))).Message.ShouldContain("not sealed yet");
    }

    private TrustPolicy Policy => TrustPolicy.OfLogKeys(scene.Keys.Verifiers);

    private DossierReport Check() => new DossierCheck(folder, Policy, scene.Keys.Verifiers).Run(LogScene.Never);

    private async Task Write(long knownAt)
    {
        var streams = new List<StreamSlice>();
        foreach (var id in new[] { "thing-2", "thing-5" })
            streams.Add(await scene.Database.Store.ReadStream(id, UpTo.AtPosition(knownAt), LogScene.Never));
        var writer = new DossierWriter(scene.Log, scene.Keys, TimeProvider.System);
        var request = new DossierRequest("thing-2", streams, null, knownAt, Encoding.UTF8.GetBytes("<p>合成</p>"), [], 0);
        await writer.Write(request, folder, LogScene.Never);
    }

    private void Entries(Action<List<string>> change, params string[] codes)
    {
        var path = Path.Combine(folder, DossierFiles.Entries);
        var lines = File.ReadAllLines(path).ToList();
        change(lines);
        File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")));

        var found = Check().Findings.Counts.Keys;
        found.ShouldContain("file.changed");
        foreach (var code in codes)
            found.ShouldContain(code);
    }
}
