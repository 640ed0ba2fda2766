namespace Ledger.Sealing;

/// <summary>
/// The log may not be sealed as it stands: signing would contradict what was signed before, or a key is missing or unfit. The message says
/// what and how to mend it, and holds nothing secret.
/// </summary>
public sealed class SealingException : Exception
{
    public SealingException(string message) : base(message) { }

    public SealingException(string message, Exception inner) : base(message, inner) { }

    public SealingException() { }
}
