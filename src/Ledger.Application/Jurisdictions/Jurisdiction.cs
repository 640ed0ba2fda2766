using Ledger.Application.Composition;

namespace Ledger.Application.Jurisdictions;

/// <summary>One of several ledgers that one process serves: a province's, a city's.</summary>
/// <param name="Name">What operators call it, in log lines and on the command line: <c>jiangxi</c>.</param>
/// <param name="Hosts">The host names under which it is reached, in lower case and without a port.</param>
/// <param name="Settings">Those of a single ledger. Secret in part: not for logs.</param>
public sealed record Jurisdiction(string Name, IReadOnlyList<string> Hosts, LedgerSettings Settings)
{
    /// <param name="process">Where the process listens.</param>
    public IEnumerable<Uri> Addresses(Uri process) => Hosts.Select(host => new UriBuilder(process) { Host = host }.Uri);

    public override string ToString() => $"{nameof(Jurisdiction)} {Name}";
}
