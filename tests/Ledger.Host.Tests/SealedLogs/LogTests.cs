using System.Net;
using System.Text;
using System.Text.Json;
using Ledger.Sealing.Outside;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Policies;
using Ledger.Transparency.Proofs;
using Ledger.Transparency.Tiles;

namespace Ledger.Host.Tests.SealedLogs;

[Collection(OneLedger.Name)]
public sealed class LogTests(RunningLedger ledger)
{
    private static CancellationToken Never => CancellationToken.None;

    private TrustPolicy Policy => TrustPolicy.OfLogKeys(ledger.Ledger.LogKeys.Verifiers);

    [Fact]
    public async Task The_checkpoint_is_a_note_that_the_log_s_key_has_signed_and_nobody_keeps()
    {
        await Sealed();
        using var answer = await ledger.Client.GetAsync("/log/checkpoint");

        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=utf-8");
        answer.Headers.CacheControl!.ToString().ShouldBe("no-cache");
        var checkpoint = Read(await answer.Content.ReadAsByteArrayAsync());
        (checkpoint.Origin, checkpoint.Size).ShouldBe((ledger.Ledger.Log.Identity.Origin, await ledger.Ledger.Store.Head(Never)));
        (await Text("/log/keys")).ShouldBe(string.Concat(ledger.Ledger.LogKeys.Verifiers.Select(key => key + "\n")));
    }

    [Fact]
    public async Task A_fact_s_proof_and_entry_hold_together_with_the_public_key_and_nothing_else()
    {
        var id = await ledger.Listed("虚构大学继续教育学院");
        await Sealed();
        var position = (await ledger.Ledger.Store.ReadStream($"institution-{id}", EventStore.UpTo.Now, Never)).Events[2].Position;

        var file = Encoding.UTF8.GetBytes(await Text($"/log/proof/{position}"));
        ProofFile.TryParse(file, out var proof, out var problem).ShouldBeTrue(problem);
        var entry = await ledger.Client.GetByteArrayAsync($"/log/entry/{position}");

        proof!.Verify(entry, Policy).Problems.ShouldBeEmpty();
        using var json = JsonDocument.Parse(entry);
        json.RootElement.GetProperty("subject").GetString().ShouldBe($"institution-{id}");
        entry[^5]++;
        proof.Verify(entry, Policy).Holds.ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_sealed_is_the_same_for_ever_and_says_so()
    {
        await ledger.Registered("虚构学院");
        await Sealed();
        foreach (var path in new[] { "/log/tile/0/000.p/1", "/log/proof/1", "/log/entry/1", "/log/checkpoint/1" })
        {
            using var first = await ledger.Client.GetAsync(path);
            first.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            first.Headers.CacheControl!.ToString().ShouldContain("immutable", Case.Sensitive, path);
            var tag = first.Headers.ETag!;
            tag.IsWeak.ShouldBeFalse();
            await ledger.Registered("又一所虚构学院");
            await Sealed();
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { tag } } };
            using var second = await ledger.Client.SendAsync(request);
            second.StatusCode.ShouldBe(HttpStatusCode.NotModified, path);
        }
    }

    [Theory]
    [InlineData("/log/tile/0/999")]
    [InlineData("/log/tile/0/000.p/256")]
    [InlineData("/log/tile/0/0")]
    [InlineData("/log/tile/99/000")]
    [InlineData("/log/tile/x/000")]
    [InlineData("/log/tile/8/000")]
    [InlineData("/log/tile/entries/x999/999")]
    [InlineData("/log/proof/0")]
    [InlineData("/log/proof/999999999")]
    [InlineData("/log/proof/-1")]
    [InlineData("/log/entry/0")]
    [InlineData("/log/entry/9223372036854775807")]
    [InlineData("/log/checkpoint/-1")]
    [InlineData("/log/checkpoint/999999999")]
    public async Task What_is_not_there_is_told_in_words_that_programs_read(string path)
    {
        using var answer = await ledger.Client.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Entries_about_persons_are_for_this_machine_alone_and_public_ones_for_all()
    {
        var institution = await ledger.Registered("虚构学院");
        var person = Guid.NewGuid();
        await ledger.Done($"/credit-accounts/{person}/2025/entries", new
        {
            entry = Guid.NewGuid(),
            on = "2025-03-02",
            by = "institution",
            said = new
            {
                form = "course",
                subject = "public",
                hours = 4,
                activity = "合成课程",
                from = "2025-03-01",
                to = "2025-03-01",
                division = "360100",
            },
        });
        await Sealed();
        var hours = (await ledger.Ledger.Store.ReadStream($"credits-2025-{person:N}", EventStore.UpTo.Now, Never)).Events[0].Position;
        var open = (await ledger.Ledger.Store.ReadStream($"institution-{institution}", EventStore.UpTo.Now, Never)).Events[0].Position;

        (await FromElsewhere($"/log/entry/{hours}")).ShouldBe(HttpStatusCode.Forbidden);
        (await FromElsewhere("/log/tile/entries/000.p/1")).ShouldBe(HttpStatusCode.Forbidden);
        (await FromElsewhere($"/log/entry/{open}")).ShouldBe(HttpStatusCode.OK);
        (await FromElsewhere($"/log/proof/{hours}")).ShouldBe(HttpStatusCode.OK);
        (await FromElsewhere("/log/tile/0/000.p/1")).ShouldBe(HttpStatusCode.OK);
        (await ledger.Client.GetAsync($"/log/entry/{hours}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_outsider_with_yesterday_s_checkpoint_sees_that_the_log_goes_on_from_it()
    {
        await Sealed();
        var yesterday = await ledger.Client.GetByteArrayAsync("/log/checkpoint");
        for (var at = 0; at < 3; at++)
            await ledger.Registered($"虚构学院{at}");
        await Sealed();

        var report = await Outside().Run(yesterday, entries: true, Never);

        report.Findings.Told.ShouldBeEmpty();
        report.Since.ShouldBe(Read(yesterday).Size);
        report.Entries.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(report.Size - report.Since!.Value);
    }

    [Fact]
    public async Task An_outsider_finds_a_log_that_is_shorter_than_it_was_or_another_or_signed_by_nobody()
    {
        await Sealed();
        var key = ledger.Ledger.LogKeys.Current()[0];
        var origin = ledger.Ledger.Log.Identity.Origin;
        var newest = Read(await ledger.Client.GetByteArrayAsync("/log/checkpoint"));
        byte[] Signed(string name, long size, Transparency.Trees.TreeHash root) =>
            Encoding.UTF8.GetBytes(SignedNote.Sign(new Checkpoint(name, size, root).Text, [key]).Write());

        (await Codes(Signed(origin, newest.Size + 1, newest.Root))).ShouldBe(["log.shorter-than-known"]);
        (await Codes(Signed(origin, newest.Size, Transparency.Trees.TreeHasher.Empty))).ShouldBe(["log.rewritten"]);
        (await Codes(Signed(origin, newest.Size - 1, newest.Root))).ShouldBe(["log.rewritten"]);
        using var stranger = SigningKey.Generate(origin, key.Verifier.Suite);
        (await Codes(Encoding.UTF8.GetBytes(SignedNote.Sign(newest.Text, [stranger]).Write()))).ShouldBe(["checkpoint.invalid"]);
        (await Codes("nothing of the kind"u8.ToArray())).ShouldBe(["checkpoint.invalid"]);

        async Task<IEnumerable<string>> Codes(byte[] since) =>
            (await Outside().Run(since, entries: false, Never)).Findings.Told.Select(found => found.Code);
    }

    [Fact]
    public async Task Tiles_over_http_are_those_of_the_tree_that_was_signed()
    {
        await Sealed();
        var newest = Read(await ledger.Client.GetByteArrayAsync("/log/checkpoint"));
        var log = new HttpLog(ledger.Client, new Uri(ledger.Url, "/log/"));
        var tiles = new CheckedTiles(log, newest.Size, newest.Root);

        foreach (var address in TileAddress.Of(newest.Size))
            (await tiles.Read(address, Never)).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_page_says_how_far_the_log_is_sealed_and_how_to_check_it()
    {
        await Sealed();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/log");
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await ledger.Client.SendAsync(request);
        var html = await answer.Content.ReadAsStringAsync();

        html.ShouldContain(ledger.Ledger.Log.Identity.Origin);
        html.ShouldContain("ledger verify --url");
    }

    [Fact]
    public async Task Every_answer_names_the_root_at_its_position_and_a_checkpoint_goes_on_from_it()
    {
        var id = await ledger.Listed("虚构大学继续教育学院");
        await ledger.CaughtUp();
        var position = await ledger.Ledger.Store.Head(Never);
        var path = $"/api/v1/institutions/{id}?validAt=2024-04-01&knownAt={position}";
        var before = await ledger.Client.GetByteArrayAsync(path);
        await ledger.Registered("又一所虚构学院");
        await Sealed();

        (await ledger.Client.GetByteArrayAsync(path)).ShouldBe(before);
        using var json = JsonDocument.Parse(before);
        var log = json.RootElement.GetProperty("log");
        log.GetProperty("size").GetInt64().ShouldBe(position);
        var newest = Read(await ledger.Client.GetByteArrayAsync("/log/checkpoint"));
        Transparency.Trees.TreeHash.TryFromBase64(log.GetProperty("root").GetString()!, out var root).ShouldBeTrue();
        var proof = await ledger.Ledger.Log.Consistency(position, newest.Size, Never);
        Transparency.Trees.ConsistencyProof.Verify(position, newest.Size, root, newest.Root, proof).Problem.ShouldBeNull();
    }

    private OutsideCheck Outside() => new(new HttpLog(ledger.Client, new Uri(ledger.Url, "/log/")), Policy, null);

    private Task Sealed() => SealedTo(ledger);

    /// <summary>The service seals by itself; here it may be sealing in this moment.</summary>
    internal static async Task SealedTo(RunningLedger ledger)
    {
        var head = await ledger.Ledger.Store.Head(Never);
        while (await ledger.Ledger.Sealing.Seal(Never) < head)
            await Task.Delay(20);
    }

    private Task<string> Text(string path) => ledger.Client.GetStringAsync(path);

    private async Task<HttpStatusCode> FromElsewhere(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Forwarded-For", "203.0.113.9" } } };
        using var answer = await ledger.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private Checkpoint Read(byte[] bytes)
    {
        SignedNote.TryParse(bytes, out var note, out var problem).ShouldBeTrue(problem);
        note!.Verify(ledger.Ledger.LogKeys.Verifiers).Problem.ShouldBeNull();
        Checkpoint.TryParse(note.Text, out var checkpoint, out problem).ShouldBeTrue(problem);
        return checkpoint!;
    }
}
