using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Application.TwoTimes;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Ledger.Sealing.Dossiers;

namespace Ledger.Application.Dossiers;

/// <summary>What there is to put into a dossier of an institution.</summary>
/// <param name="Institution">Its own facts, in the order in which they took effect.</param>
/// <param name="Decisions">The trails of the decisions that its facts name.</param>
/// <param name="Streams">The same as they lie in the log.</param>
/// <param name="Evidence">The digests of everything that was shown, each once.</param>
public sealed record InstitutionFile(
    string Subject, long KnownAt, DateOnly? ValidAt, Replay Institution, IReadOnlyList<Replay> Decisions,
    IReadOnlyList<StreamSlice> Streams, IReadOnlyList<string> Evidence);

/// <summary>Gathers what a dossier of an institution holds.</summary>
public sealed class InstitutionDossiers(IEventStore store, Replays replays)
{
    /// <summary>A document that is put in, bytes.</summary>
    public const long DocumentBytes = 1L << 30;

    private const string DecisionField = "decision";
    private const string DigestField = "sha256";
    private const int DigestCharacters = 64;

    /// <param name="knownAt">A position at or below the head; null for the head.</param>
    /// <returns>Null for an institution of which nothing was known.</returns>
    public async Task<InstitutionFile?> Gather(string institution, DateOnly? validAt, long? knownAt, CancellationToken cancellation)
    {
        var subject = StreamIds.Institution(institution);
        var own = await replays.Of(subject, validAt, knownAt, cancellation);
        if (own.Version == 0)
            return null;
        var whole = await store.ReadStream(subject, UpTo.AtPosition(own.KnownAt), cancellation);
        var streams = new List<StreamSlice> { whole };
        var decisions = new List<Replay>();
        foreach (var decision in Named(whole, DecisionField).Distinct(StringComparer.Ordinal))
        {
            var stream = StreamIds.Decision(decision);
            if (await store.ReadStream(stream, UpTo.AtPosition(own.KnownAt), cancellation) is not { Version: > 0 } trail)
                continue;
            streams.Add(trail);
            decisions.Add(await replays.Of(stream, validAt, own.KnownAt, cancellation));
        }

        var evidence = streams.SelectMany(stream => Named(stream, DigestField)).Where(IsDigest).Distinct(StringComparer.Ordinal).ToList();
        return new InstitutionFile(institution, own.KnownAt, validAt, own, decisions, streams, evidence);
    }

    /// <summary>The files of a folder that were shown as evidence, told by their digests and by nothing else.</summary>
    public static async Task<IReadOnlyList<DossierDocument>> Documents(
        string folder, IReadOnlyCollection<string> evidence, CancellationToken cancellation)
    {
        var wanted = evidence.ToHashSet(StringComparer.Ordinal);
        var found = new Dictionary<string, DossierDocument>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (new FileInfo(path).Length > DocumentBytes)
                continue;
            await using var file = File.OpenRead(path);
            var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
            if (wanted.Contains(digest))
                found.TryAdd(digest, new DossierDocument(path, digest));
        }

        return [.. found.Values];
    }

    /// <summary>
    /// Every text under a name, at whatever depth: facts of a newer ledger that this program does not know name decisions and evidence
    /// the same way.
    /// </summary>
    private static IEnumerable<string> Named(StreamSlice stream, string name)
    {
        foreach (var recorded in stream.Events)
        {
            using var body = JsonDocument.Parse(recorded.Json);
            foreach (var value in Values(body.RootElement, name).ToList())
                yield return value;
        }
    }

    private static IEnumerable<string> Values(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property =>
            property.Name == name && property.Value.ValueKind == JsonValueKind.String
                ? [property.Value.GetString()!]
                : Values(property.Value, name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Values(item, name)),
        _ => [],
    };

    private static bool IsDigest(string text) => text.Length == DigestCharacters && text.All(char.IsAsciiHexDigitLower);
}
