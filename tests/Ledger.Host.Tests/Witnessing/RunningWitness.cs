using System.Text;
using Ledger.Host.Witnessing;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Signatures;
using Ledger.Transparency.Trees;
using Ledger.Transparency.Witnesses;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Tests.Witnessing;

/// <summary>A witness as its operator runs it, on a free port, and a log that sends to it. There is no database.</summary>
public sealed class RunningWitness : IAsyncLifetime
{
    private readonly SigningKey cosigner = SigningKey.GenerateCosigner("witness.example.cn/w1");
    private readonly SigningKey log = SigningKey.Generate("ledger.example.cn/log", SignatureSuites.Ed25519);
    private readonly FileWitnessMemory memory;
    private WebApplication app = null!;

    public RunningWitness()
    {
        Folder = Directory.CreateTempSubdirectory("witness-").FullName;
        memory = new FileWitnessMemory(Folder, cosigner.Verifier);
    }

    public string Folder { get; }

    public HttpClient Client { get; private set; } = null!;

    public RememberedLog Log { get; } = new();

    public VerifierKey Verifier => cosigner.Verifier;

    public string LatestPath => $"/{OriginHash.Of(log.Verifier.Name)}/checkpoint";

    public async Task InitializeAsync()
    {
        var witness = new Witness(cosigner, [new WitnessedLog(log.Verifier.Name, [log.Verifier])], memory, TimeProvider.System);
        app = WitnessHost.Build(new Uri("http://127.0.0.1:0"), witness, logging => logging.AddProvider(Log));
        await app.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        memory.Dispose();
        cosigner.Dispose();
        log.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A tree of one leaf, the letter, or of the letters in a row.</summary>
    public static TreeHash Root(string leaves)
    {
        var tree = TreeFrontier.Empty();
        foreach (var letter in leaves)
            tree.Append(TreeHasher.Leaf([(byte)letter]));
        return tree.Root();
    }

    public SignedNote Head(string leaves, string? origin = null, SigningKey? by = null) =>
        SignedNote.Sign(new Checkpoint(origin ?? log.Verifier.Name, leaves.Length, Root(leaves)).Text, [by ?? log]);

    public Task<HttpResponseMessage> Add(long oldSize, SignedNote head, params TreeHash[] proof) =>
        Add(new AddCheckpointRequest(oldSize, proof, head).Write());

    public async Task<HttpResponseMessage> Add(string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        return await Client.PostAsync(AddCheckpointRequest.Path, content);
    }
}
