using System.Net;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Signatures;
using Ledger.Transparency.Trees;
using Ledger.Transparency.Witnesses;

namespace Ledger.Host.Tests.Witnessing;

/// <summary>Every answer of C2SP tlog-witness, over HTTP.</summary>
public sealed class WitnessHostTests : IAsyncLifetime
{
    private readonly RunningWitness witness = new();

    public Task InitializeAsync() => witness.InitializeAsync();

    public Task DisposeAsync() => witness.DisposeAsync();

    [Fact]
    public async Task A_checkpoint_is_cosigned_and_the_next_one_after_it()
    {
        using var first = await witness.Add(0, witness.Head("a"));
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var second = await witness.Add(1, witness.Head("ab"), TreeHasher.Leaf("b"u8));
        second.StatusCode.ShouldBe(HttpStatusCode.OK);

        var lines = await second.Content.ReadAsStringAsync();
        SignedNote.TryParse(witness.Head("ab").Write() + lines, out var note, out var problem).ShouldBeTrue(problem);
        note!.Verify([witness.Verifier]).Verified.ShouldHaveSingleItem().CosignedAt.ShouldNotBeNull();

        using var served = await witness.Client.GetAsync(witness.LatestPath);
        served.StatusCode.ShouldBe(HttpStatusCode.OK);
        served.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=utf-8");
        served.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await served.Content.ReadAsStringAsync()).ShouldBe(note.Write());
    }

    [Fact]
    public async Task A_conflict_tells_the_size_in_its_own_media_type()
    {
        using var first = await witness.Add(0, witness.Head("ab"));
        using var conflict = await witness.Add(0, witness.Head("abc"));

        conflict.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        conflict.Content.Headers.ContentType!.ToString().ShouldBe("text/x.tlog.size");
        (await conflict.Content.ReadAsStringAsync()).ShouldBe("2\n");
    }

    [Fact]
    public async Task Refusals_have_their_codes()
    {
        using var stranger = SigningKey.Generate("ledger.example.cn/log", SignatureSuites.Ed25519);
        await Expect(HttpStatusCode.NotFound, () => witness.Client.GetAsync(witness.LatestPath));
        await Expect(HttpStatusCode.BadRequest, () => witness.Add("nonsense"));
        await Expect(HttpStatusCode.BadRequest, () => witness.Add(2, witness.Head("a")));
        await Expect(HttpStatusCode.Forbidden, () => witness.Add(0, witness.Head("a", by: stranger)));
        await Expect(HttpStatusCode.NotFound, () => witness.Add(0, witness.Head("a", origin: "other.example.cn")));
        await Expect(HttpStatusCode.OK, () => witness.Add(0, witness.Head("a")));
        await Expect(HttpStatusCode.UnprocessableEntity, () => witness.Add(1, witness.Head("xb"), TreeHasher.Leaf("b"u8)));
        await Expect(HttpStatusCode.UnprocessableEntity, () => witness.Add(1, witness.Head("x")));
        await Expect(HttpStatusCode.NotFound, () => witness.Client.GetAsync("/00/checkpoint"));
        await Expect(HttpStatusCode.NotFound, () => witness.Client.GetAsync("/"));
        await Expect(HttpStatusCode.MethodNotAllowed, () => witness.Client.GetAsync(AddCheckpointRequest.Path));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413()
    {
        await Expect(HttpStatusCode.RequestEntityTooLarge, () => witness.Add(new string('x', WitnessLimits.BodyBytes + 1)));
        await Expect(HttpStatusCode.BadRequest, () => witness.Add(new string('x', WitnessLimits.BodyBytes)));
    }

    [Fact]
    public async Task A_witness_that_cannot_remember_signs_nothing()
    {
        await Expect(HttpStatusCode.OK, () => witness.Add(0, witness.Head("a")));
        foreach (var state in Directory.GetFiles(witness.Folder, "*.note"))
            await File.WriteAllTextAsync(state, "");

        await Expect(HttpStatusCode.ServiceUnavailable, () => witness.Add(1, witness.Head("a")));
        await Expect(HttpStatusCode.ServiceUnavailable, () => witness.Client.GetAsync(witness.LatestPath));
        witness.Log.Lines.ShouldContain(line => line.Contains("never delete it"));
    }

    [Fact]
    public async Task Callers_at_once_get_one_history()
    {
        await Expect(HttpStatusCode.OK, () => witness.Add(0, witness.Head("a")));

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(at =>
            witness.Add(1, witness.Head(at % 2 == 0 ? "ab" : "ac"), TreeHasher.Leaf(at % 2 == 0 ? "b"u8 : "c"u8))));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(39);
        foreach (var answer in answers)
            answer.Dispose();
    }

    private static async Task Expect(HttpStatusCode status, Func<Task<HttpResponseMessage>> call)
    {
        using var answer = await call();
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
    }
}
