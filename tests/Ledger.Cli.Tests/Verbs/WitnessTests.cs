using System.Net;
using System.Text;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Signatures;
using Ledger.Transparency.Trees;
using Ledger.Transparency.Witnesses;

namespace Ledger.Cli.Tests.Verbs;

public sealed class WitnessTests : IDisposable
{
    private readonly OfflineLedger ledger = new();
    private readonly SigningKey log = SigningKey.Generate("ledger.example.cn/log", SignatureSuites.Ed25519);
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly GrowingTree tree = new();

    /// <summary>From a size that no test reaches: the answer is always the size that was cosigned.</summary>
    private readonly Lazy<string> ahead;

    public WitnessTests() => ahead = new Lazy<string>(() => new AddCheckpointRequest(900, [tree.Root(1)], Head(1_000)).Write());

    public void Dispose()
    {
        client.Dispose();
        log.Dispose();
        ledger.Dispose();
    }

    [Fact]
    public async Task A_witness_is_made_serves_and_ends()
    {
        var vkey = await MakeKey();
        using var witness = Serve();
        var url = await witness.Opened;

        var (status, body) = await Send(url, 0, 5);
        status.ShouldBe(HttpStatusCode.OK, body);
        SignedNote.TryParse(Head(5).Write() + body, out var note, out _).ShouldBeTrue();
        VerifierKey.TryParse(vkey, out var key, out _).ShouldBeTrue();
        note!.Verify([key!]).Verified.ShouldHaveSingleItem().CosignedAt.ShouldNotBeNull();
        (await client.GetStringAsync($"{url}/{OriginHash.Of(log.Verifier.Name)}/checkpoint")).ShouldBe(note.Write());

        witness.Signal("TERM");
        (await witness.End()).Exit.ShouldBe(ExitCodes.Ok);
    }

    /// <summary>
    /// Killed with requests under way, again and again: what was answered is never forgotten, and what is remembered is whole.
    /// </summary>
    [Fact]
    public async Task What_was_cosigned_outlives_kill_9()
    {
        await MakeKey();
        var answered = 0;
        for (var round = 0; round < 5; round++)
        {
            using var witness = Serve();
            var url = await witness.Opened;
            var known = await Size(url);
            known.ShouldBeGreaterThanOrEqualTo(answered, $"round {round}");

            var enough = new TaskCompletionSource();
            var until = known + 3 + (3 * round);
            var growing = Task.Run(() => Grow(url, known, size =>
            {
                answered = size;
                if (size >= until)
                    enough.TrySetResult();
            }));
            var asking = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Ask(url))));
            await Task.WhenAny(enough.Task, growing, asking);
            witness.Signal("KILL");
            await Task.WhenAll(growing, asking);
            await witness.End();
        }

        answered.ShouldBeGreaterThanOrEqualTo(5 * 3);
    }

    [Fact]
    public async Task The_key_is_for_its_owner_alone_and_never_overwritten()
    {
        var file = ledger.PathOf("key");
        await MakeKey();
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var key = File.ReadAllText(file);

        var again = await ledger.Run("witness", "key", "witness.example.cn/w2", "--key-file", file);
        again.Exit.ShouldBe(ExitCodes.Usage);
        File.ReadAllText(file).ShouldBe(key);

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var open = await ledger.Run(ServeCall());
        open.Exit.ShouldBe(ExitCodes.Usage);
        open.Error.ShouldContain("chmod 600");
        // Base64 has a plus sign of its own: only the first four end a field.
        open.Error.ShouldNotContain(key.Trim().Split('+', 5)[^1]);
    }

    [Fact]
    public async Task A_wrong_call_says_what_is_wrong()
    {
        await MakeKey();
        var logKey = ledger.File("log-key", log.Encode() + "\n");
        File.SetUnixFileMode(logKey, UnixFileMode.UserRead);

        (await ledger.Run("witness", "key", "with space", "--key-file", ledger.PathOf("other"))).Exit.ShouldBe(ExitCodes.Usage);
        File.Exists(ledger.PathOf("other")).ShouldBeFalse();
        (await ledger.Run([.. ServeCall(), "--log", "nonsense"])).Exit.ShouldBe(ExitCodes.Usage);
        (await ledger.Run([.. ServeCall()[..^1], "https://127.0.0.1:0"])).Exit.ShouldBe(ExitCodes.Usage);
        var call = ServeCall();
        call[3] = logKey;
        (await ledger.Run(call)).Error.ShouldContain("ledger witness key makes one");
        call[3] = ledger.PathOf("absent");
        (await ledger.Run(call)).Exit.ShouldBe(ExitCodes.Usage);
    }

    private async Task<string> MakeKey()
    {
        var said = await ledger.Run("witness", "key", "witness.example.cn/w1", "--key-file", ledger.PathOf("key"));
        said.Exit.ShouldBe(ExitCodes.Ok, said.Error);
        return said.Output.TrimEnd();
    }

    private string[] ServeCall() =>
    [
        "witness", "serve", "--key-file", ledger.PathOf("key"), "--log", log.Verifier.ToString(), "--home", ledger.PathOf("witness"),
        "--listen", "http://127.0.0.1:0",
    ];

    private LedgerProcess Serve() => ledger.Start(ServeCall());

    private async Task Grow(string url, int from, Action<int> answered)
    {
        for (var size = from; ; size++)
        {
            try
            {
                var (status, body) = await Send(url, size, size + 1);
                status.ShouldBe(HttpStatusCode.OK, body);
                answered(size + 1);
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    /// <summary>Others at the same door, who believe in another size.</summary>
    private async Task Ask(string url)
    {
        try
        {
            while (true)
                (await Size(url)).ShouldBeGreaterThan(-1);
        }
        catch (HttpRequestException)
        {
            // Killed, as it should be.
        }
    }

    private async Task<int> Size(string url)
    {
        var (status, body) = await Post(url, ahead.Value);
        status.ShouldBe(HttpStatusCode.Conflict, body);
        return int.Parse(body);
    }

    private async Task<(HttpStatusCode Status, string Body)> Send(string url, int oldSize, int newSize)
    {
        var proof = await ConsistencyProof.Make(oldSize, newSize, tree, CancellationToken.None);
        return await Post(url, new AddCheckpointRequest(oldSize, proof, Head(newSize)).Write());
    }

    private async Task<(HttpStatusCode Status, string Body)> Post(string url, string request)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(request));
        using var answer = await client.PostAsync(url + AddCheckpointRequest.Path, content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private SignedNote Head(int size) => SignedNote.Sign(new Checkpoint(log.Verifier.Name, size, tree.Root(size)).Text, [log]);
}

/// <summary>A tree whose leaves are numbers, at any size.</summary>
internal sealed class GrowingTree : INodeSource
{
    public TreeHash Root(int size) => Over(0, size);

    public ValueTask<IReadOnlyList<TreeHash>> Read(IReadOnlyList<NodeAddress> nodes, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<TreeHash>>(
            [.. nodes.Select(node => Over(node.Index << node.Level, (node.Index + 1) << node.Level))]);

    private static TreeHash Over(long start, long end)
    {
        var frontier = TreeFrontier.Empty();
        for (var leaf = start; leaf < end; leaf++)
            frontier.Append(TreeHasher.Leaf(BitConverter.GetBytes(leaf)));
        return frontier.Root();
    }
}
