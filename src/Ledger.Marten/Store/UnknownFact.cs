namespace Ledger.Marten.Store;

/// <summary>
/// A fact that this program cannot make an object of: of a kind that it does not know, or with a body that it does not understand.
/// It travels through Marten under its own alias, and its body untouched.
/// </summary>
internal sealed record UnknownFact(ReadOnlyMemory<byte> Json)
{
    /// <summary>Never stored.</summary>
    public const string Alias = "ledger.unknown";
}
