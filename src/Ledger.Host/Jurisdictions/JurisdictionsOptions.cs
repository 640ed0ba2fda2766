using Ledger.Application.Composition;
using Ledger.Application.Jurisdictions;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Jurisdictions;

/// <summary>How a process stands that serves several ledgers.</summary>
/// <param name="Url">Where it listens: scheme, address and port. Port 0 takes a free one.</param>
/// <param name="Node">What this node is called.</param>
/// <param name="Logs">Where all of them write; each line says which ledger it is from.</param>
public sealed record JurisdictionsOptions(Uri Url, string Node, ILoggerFactory Logs)
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Requests under way at one ledger.</summary>
    internal int RequestsOfJurisdiction { get; init; } = HostLimits.RequestsOfJurisdiction;

    /// <summary>What is done to a ledger that has been opened before it is served.</summary>
    public Func<LedgerSystem, CancellationToken, Task> Prepare { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Why a ledger is not served, in a sentence for the log.</summary>
    public Func<Jurisdiction, Exception, string> Sentence { get; init; } = (_, error) => error.GetType().Name + ".";
}
