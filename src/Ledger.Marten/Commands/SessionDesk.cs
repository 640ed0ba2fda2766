using Ledger.Application.Commands;
using Ledger.Domain.Kernel;
using Marten;

namespace Ledger.Marten.Commands;

/// <summary>Carries out a command within the Marten session that Wolverine opened for it, and will save.</summary>
public sealed class SessionDesk
{
    private readonly Dictionary<Type, UseCase> byCommand;
    private readonly CommandWork work;

    internal SessionDesk(CommandWork work, IEnumerable<UseCase> useCases)
    {
        this.work = work;
        byCommand = useCases.ToDictionary(useCase => useCase.Command);
    }

    internal CommandCall Call(ICommand command, CommandContext context) => new(byCommand[command.GetType()], command, context);

    internal async Task<PendingAnswer> CarryOut(
        ICommand command, CommandContext context, IDocumentSession session, CancellationToken cancellation)
    {
        var call = Call(command, context);
        if (await work.Beforehand(call, cancellation) is { } known)
            return new PendingAnswer(known);
        return await work.Decide(call, cancellation) switch
        {
            Decided.Answered(var answer) => new PendingAnswer(answer),
            Decided.ToAppend(var request) => await SessionAppend.Queue(session, call, request, cancellation),
            _ => throw new InvalidOperationException("A decision is an answer or something to append."),
        };
    }
}
