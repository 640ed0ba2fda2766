using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Ledger.Transparency.Trees;

namespace Ledger.Sealing.Dossiers;

/// <summary>
/// A stream in a dossier: all of its events up to the position that the dossier stands at, versions 1 to <paramref name="Version"/>.
/// </summary>
public sealed record DossierStream(string Id, long Version);

/// <summary>
/// What a dossier is of and how much must be in it, a line each, so that one that was cut short cannot pass for whole. It is the text of a
/// note signed by the log's keys: whoever made the dossier answers for it that these are all events of these streams, and any later
/// version at or below its position that turns up in the log shows that it was not so.
/// </summary>
/// <param name="Subject">The stream that the dossier is about.</param>
/// <param name="ValidAt">The day that the report is of; null for none.</param>
/// <param name="KnownAt">The position that it stands at.</param>
/// <param name="Root">Of the tree of <paramref name="KnownAt"/> leaves.</param>
/// <param name="Checkpoint">The size of the checkpoint beside it.</param>
/// <param name="Consistency">Proof from <paramref name="KnownAt"/> to <paramref name="Checkpoint"/> (RFC 6962 section 2.1.2).</param>
/// <param name="Entries">Leaves.</param>
/// <param name="Files">Files beside manifest and digests.</param>
/// <param name="Digest">SHA-256 of the file of digests, 64 lower-case hexadecimal characters.</param>
/// <param name="MissingDocuments">Pieces of evidence that the facts name and the dossier does not hold.</param>
public sealed record DossierManifest(
    string Origin, string Source, string Subject, DateOnly? ValidAt, long KnownAt, TreeHash Root, long Checkpoint,
    IReadOnlyList<TreeHash> Consistency, IReadOnlyList<DossierStream> Streams, long Entries, long Files, string Digest,
    long MissingDocuments, DateTimeOffset MadeAt)
{
    public const string Format = "ledger.dossier/v1";

    private const string Nothing = "-";
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string Day = "yyyy-MM-dd";

    public string Text
    {
        get
        {
            var text = new StringBuilder();
            Line(text, Format);
            Line(text, $"origin {Origin}");
            Line(text, $"source {Source}");
            Line(text, $"subject {Subject}");
            Line(text, $"valid-at {ValidAt?.ToString(Day, CultureInfo.InvariantCulture) ?? Nothing}");
            Line(text, string.Create(CultureInfo.InvariantCulture, $"known-at {KnownAt}"));
            Line(text, $"root {Root.ToBase64()}");
            Line(text, string.Create(CultureInfo.InvariantCulture, $"checkpoint {Checkpoint}"));
            foreach (var hash in Consistency)
                Line(text, $"consistency {hash.ToBase64()}");
            foreach (var stream in Streams)
                Line(text, string.Create(CultureInfo.InvariantCulture, $"stream {stream.Version} {stream.Id}"));
            Line(text, string.Create(CultureInfo.InvariantCulture, $"entries {Entries}"));
            Line(text, string.Create(CultureInfo.InvariantCulture, $"files {Files}"));
            Line(text, $"digest sha256:{Digest}");
            Line(text, string.Create(CultureInfo.InvariantCulture, $"missing-documents {MissingDocuments}"));
            Line(text, $"made {MadeAt.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture)}");
            return text.ToString();
        }
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out DossierManifest? manifest, [NotNullWhen(false)] out string? problem)
    {
        var lines = new ManifestLines(text);
        try
        {
            manifest = Read(lines);
            problem = manifest.Text == text ? null : "It is not written as manifests are.";
        }
        catch (FormatException error)
        {
            (manifest, problem) = (null, error.Message);
        }

        manifest = problem is null ? manifest : null;
        return problem is null;
    }

    private static DossierManifest Read(ManifestLines lines)
    {
        lines.Demand(Format);
        var (origin, source, subject) = (lines.Value("origin"), lines.Value("source"), lines.Value("subject"));
        var valid = lines.Value("valid-at");
        var (known, root, checkpoint) = (lines.Number("known-at"), lines.Hash("root"), lines.Number("checkpoint"));
        var consistency = lines.All("consistency").Select(ManifestLines.ParseHash).ToList();
        var streams = lines.All("stream").Select(Stream).ToList();
        var (entries, files) = (lines.Number("entries"), lines.Number("files"));
        var digest = lines.Value("digest");
        var missing = lines.Number("missing-documents");
        var made = DateTimeOffset.ParseExact(
            lines.Value("made"), Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        lines.End();
        return new DossierManifest(
            origin, source, subject, valid == Nothing ? null : DateOnly.ParseExact(valid, Day, CultureInfo.InvariantCulture), known, root,
            checkpoint, consistency, streams, entries, files,
            digest.StartsWith("sha256:", StringComparison.Ordinal)
                ? digest["sha256:".Length..]
                : throw new FormatException("Its digest is of no known kind."),
            missing, made);
    }

    private static DossierStream Stream(string words)
    {
        var at = words.IndexOf(' ', StringComparison.Ordinal);
        return at > 0
            ? new DossierStream(words[(at + 1)..], ManifestLines.ParseNumber(words[..at]))
            : throw new FormatException("A line of a stream has no version.");
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
