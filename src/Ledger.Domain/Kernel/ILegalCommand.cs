namespace Ledger.Domain.Kernel;

/// <summary>
/// A command that somebody gives under a rule, with what is shown for it. <c>By</c> is an authority's code (<c>hr-360000</c>), or
/// <c>institution</c> for the institution itself.
/// </summary>
public interface ILegalCommand : ICommand
{
    /// <summary>The document number, where there is one.</summary>
    string? Document { get; }

    /// <summary>What is shown, by digest.</summary>
    IReadOnlyList<Evidence>? Evidence { get; }
}
