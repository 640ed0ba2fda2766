using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.EventStore;

namespace Ledger.Application.Commands;

/// <summary>
/// Where every command is carried out: shape checked, an earlier answer looked up, streams read, decided, appended at the versions
/// that were read. A race with another writer is decided anew, at most <see cref="CommandWork.TriesPerCommand"/> times.
/// </summary>
public sealed class CommandDesk(
    IEventStore store, RulePack rules, IIdSource ids, TimeProvider time, IEnumerable<UseCase> useCases) : ICommandDesk
{
    private readonly Dictionary<Type, UseCase> byCommand = useCases.ToDictionary(useCase => useCase.Command);
    private readonly CommandWork work = new(store, rules, ids, time);

    public IEnumerable<UseCase> UseCases => byCommand.Values;

    public async Task<CommandAnswer> Handle(ICommand command, CommandContext context, CancellationToken cancellation)
    {
        var useCase = byCommand[command.GetType()];
        var problems = useCase.Check(command);
        if (problems.Count > 0)
            return new CommandAnswer.Malformed(problems);

        var call = new CommandCall(useCase, command, context);
        if (await work.Beforehand(call, cancellation).ConfigureAwait(false) is { } known)
            return known;

        for (var attempt = 1; ; attempt++)
        {
            var answer = await TryOnce(call, cancellation).ConfigureAwait(false);
            if (answer is not CommandAnswer.Contended || attempt == CommandWork.TriesPerCommand)
                return await work.Settle(call, answer, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<CommandAnswer> TryOnce(CommandCall call, CancellationToken cancellation) =>
        await work.Decide(call, cancellation).ConfigureAwait(false) switch
        {
            Decided.Answered(var answer) => answer,
            Decided.ToAppend(var request) => call.Answer(await store.Append(request, cancellation).ConfigureAwait(false)),
            _ => throw new InvalidOperationException("A decision is an answer or something to append."),
        };
}
