using FluentValidation;
using FluentValidation.Results;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Application.Commands;

/// <summary>The facts of the streams a decision asks for, and at which version each was read.</summary>
public interface IFactReader
{
    /// <summary>The facts of a stream, in order; none when it does not exist. Read once, remembered for the append.</summary>
    Task<IEnumerable<IFact>> Facts(string streamId);
}

/// <summary>How a command is carried out: which stream it is about, what its decision needs to see, and the decision itself.</summary>
public abstract class UseCase
{
    /// <summary>Stable name for keys, logs and routes: <c>institution.rename</c>.</summary>
    public required string Name { get; init; }

    public abstract Type Command { get; }

    /// <summary>
    /// Taken from the ledger itself alone: no route, verb or file leads to it, and the desk refuses it to every other actor.
    /// </summary>
    public bool IsLedgersOwn => Command.IsAssignableTo(typeof(ILedgerCommand));

    /// <summary>Its command is made by the ledger's own code for somebody who asks: no route, verb or file takes it as it is.</summary>
    public bool IsReckoned => Command.IsAssignableTo(typeof(IReckonedCommand));

    public abstract string StreamOf(ICommand command);

    /// <summary>The shape of the command, as an <c>IValidator</c> of its type.</summary>
    public abstract IValidator Validator { get; }

    public abstract IReadOnlyList<FieldProblem> Check(ICommand command);

    /// <summary>What a validator found, as every desk says it.</summary>
    public static IReadOnlyList<FieldProblem> Problems(IEnumerable<ValidationFailure> failures) =>
        [.. failures.Select(error => new FieldProblem(FieldPath.Of(error.PropertyName), error.ErrorCode, error.ErrorMessage))];

    public abstract Task<Outcome> Decide(ICommand command, IFactReader facts, RulePack rules);

    /// <summary>A use case over the one aggregate that its command names.</summary>
    public static UseCase Of<TCommand, TState>(
        string name,
        AbstractValidator<TCommand> validator,
        Func<TCommand, string> stream,
        Func<IEnumerable<IFact>, TState> fold,
        Func<TCommand, TState, RulePack, Outcome> decide)
        where TCommand : ICommand =>
        new UseCase<TCommand>(validator, stream, async (command, facts, rules) =>
            decide(command, fold(await facts.Facts(stream(command)).ConfigureAwait(false)), rules))
        { Name = name };

    /// <summary>A use case that has to look at a second aggregate to decide.</summary>
    public static UseCase OfTwo<TCommand, TState, TOther>(
        string name,
        AbstractValidator<TCommand> validator,
        Func<TCommand, string> stream,
        Func<IEnumerable<IFact>, TState> fold,
        Func<TCommand, TState, string?> otherStream,
        Func<IEnumerable<IFact>, TOther> foldOther,
        Func<TCommand, TState, TOther, RulePack, Outcome> decide)
        where TCommand : ICommand =>
        new UseCase<TCommand>(validator, stream, async (command, facts, rules) =>
        {
            var state = fold(await facts.Facts(stream(command)).ConfigureAwait(false));
            var other = otherStream(command, state) is { } id ? await facts.Facts(id).ConfigureAwait(false) : [];
            return decide(command, state, foldOther(other), rules);
        })
        { Name = name };
}

internal sealed class UseCase<TCommand>(
    AbstractValidator<TCommand> validator,
    Func<TCommand, string> stream,
    Func<TCommand, IFactReader, RulePack, Task<Outcome>> decide) : UseCase
    where TCommand : ICommand
{
    public override Type Command => typeof(TCommand);

    public override IValidator Validator => validator;

    public override string StreamOf(ICommand command) => stream((TCommand)command);

    public override IReadOnlyList<FieldProblem> Check(ICommand command) =>
        Problems(validator.Validate((TCommand)command).Errors);

    public override Task<Outcome> Decide(ICommand command, IFactReader facts, RulePack rules) => decide((TCommand)command, facts, rules);
}
