using System.Globalization;
using System.Text.Json;
using Ledger.Application.Messages;
using Ledger.Cli.Output;
using Ledger.Messaging;

namespace Ledger.Cli.Verbs;

/// <summary>Messages as lines for people, or as JSON with their bodies.</summary>
internal static class MessagesReport
{
    public static void Status(Terminal terminal, MessageCounts messages, ReactionStatus reactions)
    {
        terminal.WritePairs(
            ("due", messages.Due),
            ("  failed before", messages.Retrying),
            ("  oldest", messages.OldestDue is { } oldest ? Time(oldest) : null),
            ("scheduled", messages.Scheduled),
            ("dead", messages.Dead),
            ("followed to", $"position {reactions.Position}, {reactions.Lag} events behind"),
            ("stopped at", reactions.Stopped));
    }

    public static void Waiting(Terminal terminal, IReadOnlyList<WaitingMessage> messages, bool json)
    {
        if (json)
        {
            terminal.WriteJson(new
            {
                Messages = messages.Select(one => new { one.Id, one.Type, one.DueAt, one.Attempts, one.LastError, Body = Body(one.Json) }),
            });
            return;
        }

        terminal.Output.WriteLine($"{"id",-36}  {"due",-20}  {"tries",5}  type");
        foreach (var one in messages)
            terminal.Output.WriteLine($"{one.Id}  {Time(one.DueAt)}  {one.Attempts,5}  {one.Type}{Because(one.LastError)}");
    }

    public static void Dead(Terminal terminal, IReadOnlyList<DeadLetter> messages, bool json)
    {
        if (json)
        {
            terminal.WriteJson(new
            {
                Messages = messages.Select(one => new { one.Id, one.Type, one.FailedAt, one.Attempts, one.Error, Body = Body(one.Json) }),
            });
            return;
        }

        terminal.Output.WriteLine($"{"id",-36}  {"failed",-20}  {"tries",5}  type");
        foreach (var one in messages)
            terminal.Output.WriteLine($"{one.Id}  {Time(one.FailedAt)}  {one.Attempts,5}  {one.Type}{Because(one.Error)}");
    }

    private static string Because(string? error) => error is null ? "" : $": {error}";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "Z";

    private static JsonElement Body(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
