namespace Ledger.Sealing.Outside;

/// <summary>A log elsewhere does not answer, or answers what it may not. The message names the address.</summary>
public class OutsideException : Exception
{
    public OutsideException(string message) : base(message) { }

    public OutsideException(string message, Exception inner) : base(message, inner) { }

    public OutsideException() { }
}

/// <summary>The log does not give this to whoever asks from here.</summary>
public sealed class OutsideForbiddenException : OutsideException
{
    public OutsideForbiddenException(string message) : base(message) { }

    public OutsideForbiddenException(string message, Exception inner) : base(message, inner) { }

    public OutsideForbiddenException() { }
}
