namespace Ledger.Projections.Engine;

/// <summary>An answer that says at which position of the ledger it stands: facts after it play no part.</summary>
public interface IStandsAt
{
    long Position { get; }
}
