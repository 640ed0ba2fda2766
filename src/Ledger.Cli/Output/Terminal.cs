namespace Ledger.Cli.Output;

/// <summary>Where a verb reads and writes.</summary>
/// <param name="Output">Results, and nothing else.</param>
/// <param name="Bytes">The same place as <paramref name="Output"/>, for files that go there as they are. A verb uses one of them.</param>
/// <param name="Input">What the caller sends in; for identity numbers and commands that should not stand on a command line.</param>
/// <param name="InputBytes">The same place as <paramref name="Input"/>, for files that come from there. A verb uses one of them.</param>
/// <param name="ErrorIsTerminal">Whether somebody is watching: progress is shown to people and never written to files.</param>
public sealed record Terminal(
    TextWriter Output, Stream Bytes, TextWriter Error, TextReader Input, Stream InputBytes, bool ErrorIsTerminal);
