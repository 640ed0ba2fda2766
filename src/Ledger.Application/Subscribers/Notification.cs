using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.EventStore;
using Ledger.Sealing.Leaves;

namespace Ledger.Application.Subscribers;

/// <summary>
/// What a receiver gets: one CloudEvent in JSON, structured mode (CloudEvents 1.0.2, github.com/cloudevents/spec: spec.md, section
/// "Context Attributes"; formats/json-format.md, section 3; bindings/http-protocol-binding.md, section 3.2), in the one form in which
/// the log seals it (<see cref="LeafWriter"/>).
/// </summary>
/// <remarks>
/// Deliveries run side by side and a failed one is tried again later, so that they arrive in any order. The attribute <c>sequence</c>
/// (extensions/sequence.md) holds the fact's position, padded to compare as text; <c>streamversion</c> counts within the subject.
/// A receiver that misses a position cannot tell from it that something is missing: it may be a fact that was not subscribed to.
/// </remarks>
/// <param name="Id">
/// The event's id, the same on each try: a receiver drops what it has had. It is also the header <c>webhook-id</c> (Standard Webhooks
/// 1.0.0, Webhook metadata).
/// </param>
public sealed record Notification(string Id, ReadOnlyMemory<byte> Body)
{
    public const string MediaType = "application/cloudevents+json";

    /// <summary>The type of what is sent to try a subscription out.</summary>
    public const string TestType = "ledger.test.v1";

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The leaf of the log, byte for byte: what a receiver holds can be proven to be in the log.</summary>
    public static Notification Of(RecordedEvent recorded, Uri source) =>
        new(recorded.Id.ToString("D"), new LeafWriter(source.AbsoluteUri).Write(recorded).ToArray());

    /// <summary>A notification of nothing, which has no position.</summary>
    public static Notification Test(Guid id, Uri source, Guid subscription, DateTimeOffset now) =>
        Write(id, source, TestType, now, json =>
        {
            json.WriteStartObject("data");
            json.WriteString("subscription", subscription);
            json.WriteEndObject();
        });

    private static Notification Write(Guid id, Uri source, string type, DateTimeOffset time, Action<Utf8JsonWriter> rest)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", id);
            json.WriteString("source", source.AbsoluteUri);
            json.WriteString("type", type);
            json.WriteString("time", time.UtcDateTime);
            json.WriteString("datacontenttype", "application/json");
            rest(json);
            json.WriteEndObject();
        }

        return new Notification(id.ToString("D"), buffer.ToArray());
    }
}
