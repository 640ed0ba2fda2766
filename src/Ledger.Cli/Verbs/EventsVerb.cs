using System.CommandLine;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.EventStore;
using Ledger.Sealing.Leaves;

namespace Ledger.Cli.Verbs;

/// <summary>
/// <c>ledger events export</c>: the leaves of the log, one a line in the order of positions, so that <c>ledger tree root</c> over the
/// file is the root that was signed. Memory does not grow with the log.
/// </summary>
internal static class EventsVerb
{
    /// <summary>Written at once, bytes.</summary>
    private const int BufferBytes = 1 << 16;

    public static Command Build(Terminal terminal)
    {
        var from = Flags.Number("--from", "First position (default: 1).", 1);
        var to = Flags.Number("--to", "Last position (default: the last event as of now).", 0);
        var file = Flags.Out("Write to this file and not to standard output. It stands complete or not at all.");
        var export = new Command("export", "Write events as the log seals them: one CloudEvent in canonical JSON a line.")
        {
            from, to, file,
        };
        export.SetAction((parsed, cancellation) =>
            Export(terminal, parsed.GetValue(from) ?? 1, parsed.GetValue(to), parsed.GetValue(file), cancellation));
        return new Command("events", "The log itself.") { export };
    }

    private static async Task<int> Export(Terminal terminal, long from, long? to, string? file, CancellationToken cancellation)
    {
        await using var target = OutputFile.At(file);
        await using var ledger = await Ledgers.Open(cancellation);
        var leaves = new LeafWriter(ledger.Log.Identity.Source);
        var bytes = target?.Stream ?? terminal.Bytes;
        var count = await Write(bytes, leaves, ledger.Store, from, to, cancellation);
        if (target is null)
            return ExitCodes.Ok;
        await target.Keep();
        await terminal.Error.WriteLineAsync($"{count} events in {file}");
        return ExitCodes.Ok;
    }

    private static async Task<long> Write(
        Stream target, LeafWriter leaves, IEventStore store, long from, long? to, CancellationToken cancellation)
    {
        var count = 0L;
        using var lines = new MemoryStream(BufferBytes);
        await foreach (var recorded in store.ReadAll(from - 1, to, cancellation))
        {
            lines.Write(leaves.Write(recorded));
            lines.WriteByte((byte)'\n');
            count++;
            if (lines.Length < BufferBytes)
                continue;
            await target.WriteAsync(lines.GetBuffer().AsMemory(0, (int)lines.Length), cancellation);
            lines.SetLength(0);
        }

        await target.WriteAsync(lines.GetBuffer().AsMemory(0, (int)lines.Length), cancellation);
        await target.FlushAsync(cancellation);
        return count;
    }
}
