using Ledger.Application.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Logging;

namespace Ledger.Host;

/// <summary>How the service stands.</summary>
/// <param name="Url">Where it listens: scheme, address and port. Port 0 takes a free one.</param>
/// <param name="Logging">Null for lines on the console.</param>
public sealed record LedgerHostOptions(Uri Url, Action<ILoggingBuilder>? Logging = null)
{
    public static LedgerHostOptions Default { get; } = new(new Uri("http://127.0.0.1:8080"));

    /// <summary>What this node is called beside others on its database.</summary>
    public string Node { get; init; } = NodeName.Default;

    /// <summary>False leaves following the ledger to another process.</summary>
    public bool FollowsProjections { get; init; } = true;

    /// <summary>False leaves what is sent and carried to another process.</summary>
    public bool CarriesMessages { get; init; } = true;

    /// <summary>False leaves sealing the log to another process.</summary>
    public bool SealsLog { get; init; } = true;

    /// <summary>False makes every answer anew.</summary>
    public bool KeepsAnswers { get; init; } = true;

    /// <summary>Where requests come from; null for a server of its own that listens at <see cref="Url"/>.</summary>
    internal IServer? Server { get; init; }

    internal BackgroundWork Works =>
        (FollowsProjections ? BackgroundWork.ReadModels : 0) | (CarriesMessages ? BackgroundWork.Messages : 0)
        | (SealsLog ? BackgroundWork.Sealing : 0);
}
