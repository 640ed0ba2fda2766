using FluentValidation;
using Ledger.Application.Commands;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Ledger.EventStore.Appending;
using Ledger.Marten.Store;
using Npgsql;
using Wolverine;

namespace Ledger.Marten.Commands;

/// <summary>
/// The desk of the marten engine: commands are invoked at Wolverine's bus, and what comes back is said as every desk says it.
/// </summary>
internal sealed class WolverineDesk(Func<IMessageBus> bus, SessionDesk desk, CommandWork work, IReadOnlyList<UseCase> useCases)
    : ICommandDesk
{
    public IEnumerable<UseCase> UseCases => useCases;

    public async Task<CommandAnswer> Handle(ICommand command, CommandContext context, CancellationToken cancellation)
    {
        CommandCall call;
        CommandAnswer answer;
        try
        {
            var pending = await bus().InvokeAsync<PendingAnswer>(
                command, CommandHeaders.Write(context), cancellation, Timeout.InfiniteTimeSpan);
            answer = pending.Answer;
            call = desk.Call(command, context);
        }
        catch (ValidationException malformed)
        {
            return new CommandAnswer.Malformed(UseCase.Problems(malformed.Errors));
        }
        catch (Exception error) when (WriteFault.Of(error) is { } fault)
        {
            call = desk.Call(command, context);
            answer = fault is WriteFault.Raced ? new CommandAnswer.Contended(call.Main) : new CommandAnswer.NotStorable(fault.Text);
        }

        return await work.Settle(call, answer, cancellation);
    }
}

/// <summary>Why a session could not be saved.</summary>
internal abstract record WriteFault(string Text)
{
    /// <summary>Others wrote to the same streams, or made the same key.</summary>
    public sealed record Raced(string Text) : WriteFault(Text);

    /// <summary>The facts themselves are at fault.</summary>
    public sealed record NotStorable(string Text) : WriteFault(Text);

    /// <returns>Null for a fault that is nobody's answer, such as a server that is not there.</returns>
    public static WriteFault? Of(Exception error)
    {
        if (error is StreamMovedException)
            return new Raced(error.Message);
        if (MartenFault.Of(error) is not { } said)
            return null;
        if (Retrying.Lost(said))
            return new Raced(said.SqlState);
        return Retrying.IsFaultOfRequest(said) ? new NotStorable($"{said.SqlState} {said.MessageText}") : null;
    }
}
