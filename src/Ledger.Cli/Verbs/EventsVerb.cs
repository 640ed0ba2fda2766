using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.EventStore;

namespace Ledger.Cli.Verbs;

/// <summary>
/// <c>ledger events export</c>: one event a line, with its envelope, in the order of positions. Memory does not grow with the log.
/// </summary>
internal static class EventsVerb
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Build(Terminal terminal)
    {
        var from = Flags.Number("--from", "First position (default: 1).", 1);
        var to = Flags.Number("--to", "Last position (default: the last event as of now).", 0);
        var file = Flags.Out("Write to this file and not to standard output. It stands complete or not at all.");
        var export = new Command("export", "Write events as JSON lines.") { from, to, file };
        export.SetAction((parsed, cancellation) =>
            Export(terminal, parsed.GetValue(from) ?? 1, parsed.GetValue(to), parsed.GetValue(file), cancellation));
        return new Command("events", "The log itself.") { export };
    }

    private static async Task<int> Export(Terminal terminal, long from, long? to, string? file, CancellationToken cancellation)
    {
        await using var target = OutputFile.At(file);
        await using var ledger = await Ledgers.Open(cancellation);
        if (target is null)
        {
            await Write(terminal.Output, ledger.Store, from, to, cancellation);
            return ExitCodes.Ok;
        }

        long count;
        await using (var writer = target.Writer())
            count = await Write(writer, ledger.Store, from, to, cancellation);
        await target.Keep();
        await terminal.Error.WriteLineAsync($"{count} events in {file}");
        return ExitCodes.Ok;
    }

    private static async Task<long> Write(TextWriter writer, IEventStore store, long from, long? to, CancellationToken cancellation)
    {
        var count = 0L;
        using var buffer = new MemoryStream();
        await using var json = new Utf8JsonWriter(buffer, Compact);
        await foreach (var recorded in store.ReadAll(from - 1, to, cancellation))
        {
            buffer.SetLength(0);
            json.Reset(buffer);
            WriteEvent(json, recorded);
            await json.FlushAsync(cancellation);
            await writer.WriteAsync(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
            await writer.WriteAsync('\n');
            count++;
        }

        return count;
    }

    private static void WriteEvent(Utf8JsonWriter json, RecordedEvent recorded)
    {
        json.WriteStartObject();
        json.WriteNumber("position", recorded.Position);
        json.WriteString("stream", recorded.StreamId);
        json.WriteNumber("version", recorded.Version);
        json.WriteString("id", recorded.Id);
        json.WriteString("type", recorded.Type);
        json.WriteString("recordedAt", recorded.RecordedAt.ToUniversalTime());
        WriteOptional(json, "actor", recorded.Metadata.Actor);
        WriteOptional(json, "correlationId", recorded.Metadata.CorrelationId);
        WriteOptional(json, "causationId", recorded.Metadata.CausationId);
        json.WritePropertyName("data");
        json.WriteRawValue(recorded.Json.Span, skipInputValidation: true);
        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}
