using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.EventStore;
using Ledger.Transparency.Canonical;
using Ledger.Transparency.Tiles;
using Ledger.Transparency.Trees;

namespace Ledger.Sealing.Leaves;

/// <summary>
/// Writes an event as the log keeps it: one CloudEvent in JSON (CloudEvents 1.0.2, spec.md, "Context Attributes"; json-format.md) in the
/// canonical form of RFC 8785. What is hashed, exported and sent to subscribers is this, and nothing else. Once a leaf is sealed its form
/// can never change: this class writes today what it will write in twenty years. Not for several threads at once.
/// </summary>
/// <remarks>
/// The body stands in <c>data</c>. Two kinds of bodies cannot, and only another writer of Marten's tables can have written them:
/// <list type="bullet">
/// <item>
/// One whose meaning RFC 8785 would change, such as an integer past 2^53: <c>data_base64</c> holds the text that PostgreSQL gives.
/// </item>
/// <item>One that would make the leaf longer than an entry of a bundle may be: <c>datasha256</c> holds the digest of that text. Where that
/// does not shorten it enough, attributes longer than <see cref="WholeAttributeCharacters"/> are held by their digests too, and
/// <c>digested</c> names them.</item>
/// </list>
/// So nothing that can be written can keep the log from being sealed.
/// </remarks>
/// <param name="source">By which name receivers know this ledger: <c>urn:uuid:...</c>.</param>
public sealed class LeafWriter(string source)
{
    /// <summary>Digits of the highest position there can be, so that sequences compare as text as positions do as numbers.</summary>
    private const string PaddedPosition = "D19";

    /// <summary>An attribute of a leaf that would be too long is kept whole up to this, UTF-16 code units.</summary>
    private const int WholeAttributeCharacters = 512;

    /// <summary>Room for an id, a position or a time, bytes.</summary>
    private const int PlainBytes = 64;

    private const string MicrosecondsUtc = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private readonly ArrayBufferWriter<byte> leaf = new(1_024);
    private readonly ArrayBufferWriter<byte> body = new(1_024);
    private readonly CanonicalJsonWriter canonical = new();

    /// <summary>By which name receivers know this ledger.</summary>
    public string Source { get; } = source;

    /// <returns>The leaf's bytes, good until the next call.</returns>
    public ReadOnlySpan<byte> Write(RecordedEvent recorded)
    {
        body.ResetWrittenCount();
        var faithful = canonical.TryWrite(recorded.Json.Span, body, out _);
        Compose(recorded, faithful ? Body.Canonical : Body.Text);
        if (leaf.WrittenCount > EntryBundle.EntryBytes)
            Compose(recorded, Body.Digest);
        return leaf.WrittenCount > EntryBundle.EntryBytes ? Bounded(recorded) : leaf.WrittenSpan;
    }

    private ReadOnlySpan<byte> Bounded(RecordedEvent recorded)
    {
        var names = new List<string>();
        string? Held(string name, string? value)
        {
            if (value is not { Length: > WholeAttributeCharacters })
                return value;
            names.Add(name);
            return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))}";
        }

        var (actor, causation) = (Held("actor", recorded.Metadata.Actor), Held("causationid", recorded.Metadata.CausationId));
        var correlation = Held("correlationid", recorded.Metadata.CorrelationId);
        var held = recorded with
        {
            Metadata = new EventMetadata(actor, correlation, causation),
            Headers = Held("headers", recorded.Headers),
            StreamId = Held("subject", recorded.StreamId)!,
        };
        Compose(held, Body.Digest, Held("rulepack", RulePack.Of(recorded.Json.Span)), names);
        return leaf.WrittenSpan;
    }

    /// <summary>The leaf's hash in the tree.</summary>
    public TreeHash Hash(RecordedEvent recorded) => TreeHasher.Leaf(Write(recorded));

    private void Compose(RecordedEvent recorded, Body form) => Compose(recorded, form, RulePack.Of(recorded.Json.Span), null);

    /// <summary>Attributes in the order that RFC 8785 section 3.2.3 asks for: by their names' UTF-16 code units.</summary>
    /// <param name="digested">Attributes that are held by their digests; null where none is.</param>
    private void Compose(RecordedEvent recorded, Body form, string? rulePack, List<string>? digested)
    {
        leaf.ResetWrittenCount();
        leaf.Write("{"u8);
        Optional("\"actor\":"u8, recorded.Metadata.Actor);
        Optional("\"causationid\":"u8, recorded.Metadata.CausationId);
        Optional("\"correlationid\":"u8, recorded.Metadata.CorrelationId);
        Data(recorded, form);
        leaf.Write("\"datacontenttype\":\"application/json\","u8);
        if (form == Body.Digest)
            Text("\"datasha256\":"u8, Convert.ToHexStringLower(SHA256.HashData(recorded.Json.Span)));
        if (digested is not null)
            Text("\"digested\":"u8, string.Join(' ', digested));
        Optional("\"headers\":"u8, recorded.Headers);
        Plain("\"id\":\""u8, recorded.Id, "D");
        Optional("\"rulepack\":"u8, rulePack);
        Plain("\"sequence\":\""u8, recorded.Position, PaddedPosition);
        Text("\"source\":"u8, Source);
        leaf.Write("\"specversion\":\"1.0\",\"streamversion\":"u8);
        Number(recorded.Version);
        leaf.Write(","u8);
        Text("\"subject\":"u8, recorded.StreamId);
        Plain("\"time\":\""u8, recorded.RecordedAt.UtcDateTime, MicrosecondsUtc);
        leaf.Write("\"type\":"u8);
        CanonicalJson.WriteString(leaf, recorded.Type);
        leaf.Write("}"u8);
    }

    private void Data(RecordedEvent recorded, Body form)
    {
        switch (form)
        {
            case Body.Canonical:
                leaf.Write("\"data\":"u8);
                leaf.Write(body.WrittenSpan);
                leaf.Write(","u8);
                break;
            case Body.Text:
                leaf.Write("\"data_base64\":\""u8);
                var most = Base64.GetMaxEncodedToUtf8Length(recorded.Json.Length);
                Base64.EncodeToUtf8(recorded.Json.Span, leaf.GetSpan(most), out _, out var bytes);
                leaf.Advance(bytes);
                leaf.Write("\","u8);
                break;
            case Body.Digest:
                break;
        }
    }

    private void Optional(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            Text(name, value);
    }

    private void Text(ReadOnlySpan<byte> name, string value)
    {
        leaf.Write(name);
        CanonicalJson.WriteString(leaf, value);
        leaf.Write(","u8);
    }

    /// <summary>An id, a position or a time: in quotes, with nothing to escape.</summary>
    private void Plain<T>(ReadOnlySpan<byte> nameAndQuote, T value, string format)
        where T : IUtf8SpanFormattable
    {
        leaf.Write(nameAndQuote);
        if (!value.TryFormat(leaf.GetSpan(PlainBytes), out var bytes, format, CultureInfo.InvariantCulture))
            throw new InvalidOperationException($"More than {PlainBytes} bytes: {format}.");
        leaf.Advance(bytes);
        leaf.Write("\","u8);
    }

    private void Number(long value)
    {
        Utf8Formatter.TryFormat(value, leaf.GetSpan(20), out var bytes);
        leaf.Advance(bytes);
    }

    private enum Body
    {
        Canonical,
        Text,
        Digest,
    }
}
