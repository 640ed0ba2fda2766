using Ledger.Application.Commands;
using Ledger.Domain.Kernel;
using Marten;
using Wolverine;

namespace Ledger.Marten.Commands;

/// <summary>
/// What Wolverine finds for a command: validated before by its middleware, committed afterwards by Marten's. Between them the same use
/// case as everywhere.
/// </summary>
public sealed class UseCaseHandler<TCommand>(SessionDesk desk)
    where TCommand : ICommand
{
    public Task<PendingAnswer> Handle(
        TCommand command, Envelope envelope, IDocumentSession session, CancellationToken cancellation) =>
        desk.CarryOut(command, CommandHeaders.Read(envelope), session, cancellation);
}

/// <summary>An answer that is complete once the session has been saved: its positions come from the database with the commit.</summary>
public sealed class PendingAnswer
{
    private CommandAnswer? answer;

    internal PendingAnswer(CommandAnswer? answer = null) => this.answer = answer;

    internal CommandAnswer Answer => answer ?? throw new InvalidOperationException("The answer is not there before the commit.");

    internal void Complete(CommandAnswer with) => answer = with;
}
