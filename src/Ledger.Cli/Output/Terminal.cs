namespace Ledger.Cli.Output;

/// <summary>Where a verb reads and writes. Results go to <paramref name="Output"/>, everything else to <paramref name="Error"/>.</summary>
/// <param name="Input">What the caller sends in; for identity numbers and commands that should not stand on a command line.</param>
/// <param name="ErrorIsTerminal">Whether somebody is watching: progress is shown to people and never written to files.</param>
public sealed record Terminal(TextWriter Output, TextWriter Error, TextReader Input, bool ErrorIsTerminal);
