namespace Ledger.Cli.Output;

/// <summary>A verb that cannot go on: where, what, and how to mend it. Shown as it is, without a stack trace.</summary>
internal sealed class Failure : Exception
{
    public Failure(int exitCode, string message) : base(message) => ExitCode = exitCode;

    public Failure(string message) : this(ExitCodes.Usage, message) { }

    public Failure(string message, Exception inner) : base(message, inner) => ExitCode = ExitCodes.Usage;

    public Failure() : this("The call cannot be carried out.") { }

    public int ExitCode { get; }
}
