namespace Ledger.Application.People;

/// <summary>The vault cannot be used as it stands: a key is missing, readable by others, or not the one the records were made with.
/// The message holds no key and nothing personal.</summary>
public sealed class VaultException : Exception
{
    public VaultException(string message) : base(message) { }

    public VaultException(string message, Exception inner) : base(message, inner) { }

    public VaultException() { }
}
