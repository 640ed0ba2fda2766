using System.Text;
using Ledger.Application.Composition;

namespace Ledger.Host.Queries;

/// <summary>
/// Where an answer stands in the log: as many events as its position says, and the root of their tree. Whoever keeps the answer can show
/// later, against any checkpoint from then on, which ledger gave it.
/// </summary>
/// <param name="Size">Events that were known: the answer's position.</param>
/// <param name="Root">RFC 6962 root of their leaves, base64 as in checkpoints.</param>
public sealed record LogPoint(long Size, string Root)
{
    public const string Property = "log";

    /// <returns>Null while too much waits to be sealed.</returns>
    public static async Task<LogPoint?> At(LedgerSystem ledger, long position, CancellationToken cancellation) =>
        await ledger.Log.Roots.At(position, cancellation) is { } root ? new LogPoint(position, root.ToBase64()) : null;

    /// <summary>The answer with this at its end.</summary>
    /// <param name="answer">A JSON object with at least one property.</param>
    public byte[] AddTo(ReadOnlySpan<byte> answer)
    {
        // Nothing in it is in need of an escape.
        var text = Encoding.ASCII.GetBytes($",\"{Property}\":{{\"size\":{Size},\"root\":\"{Root}\"}}}}");
        return [.. answer[..^1], .. text];
    }
}
