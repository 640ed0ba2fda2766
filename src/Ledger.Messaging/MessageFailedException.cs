namespace Ledger.Messaging;

/// <summary>
/// A handling that failed for a reason of ours. Its message is logged, stored and shown, so it holds nothing foreign: no answer of the
/// other side, nothing of a body, no personal data. Of every other exception only the kind is kept (<see cref="FailureText"/>).
/// </summary>
public class MessageFailedException : Exception
{
    public MessageFailedException(string message) : base(message) { }

    public MessageFailedException(string message, Exception inner) : base(message, inner) { }

    public MessageFailedException() { }
}
