using Ledger.Domain.Kernel;

namespace Ledger.Application.Commands;

/// <summary>
/// The port of command handling, one for each engine: shape checked, an earlier answer looked up, streams read, decided, appended at
/// the versions that were read.
/// </summary>
public interface ICommandDesk
{
    /// <summary>What it can carry out.</summary>
    IEnumerable<UseCase> UseCases { get; }

    Task<CommandAnswer> Handle(ICommand command, CommandContext context, CancellationToken cancellation);
}
