namespace Ledger.Domain.Kernel;

/// <summary>A command that somebody gives under a rule, on a day, with what is shown for it.</summary>
public interface ILegalCommand : ICommand
{
    /// <summary>The day it takes effect, in Asia/Shanghai.</summary>
    DateOnly On { get; }

    /// <summary>Who acts: an authority's code (<c>hr-360000</c>), or <c>institution</c> for the institution itself.</summary>
    string By { get; }

    /// <summary>The document number, where there is one.</summary>
    string? Document { get; }

    /// <summary>What is shown, by digest.</summary>
    IReadOnlyList<Evidence>? Evidence { get; }
}
