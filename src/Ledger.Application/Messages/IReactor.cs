using Ledger.Application.Commands;
using Ledger.Messaging;

namespace Ledger.Application.Messages;

/// <summary>
/// Says which messages follow from recorded facts. Asked by the follower of the log, batch by batch, in the order of positions; the
/// answer must depend on nothing but the facts and the reactor's own settings, for a batch may be asked about twice.
/// </summary>
public interface IReactor
{
    /// <summary>Whether facts of this alias matter to it; the follower reads no others.</summary>
    bool Wants(string alias);

    /// <param name="facts">Facts it wants, in the order of positions.</param>
    Task<IReadOnlyList<OutgoingMessage>> React(IReadOnlyList<DecodedFact> facts, CancellationToken cancellation);
}
