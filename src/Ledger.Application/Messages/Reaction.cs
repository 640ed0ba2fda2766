using Ledger.Domain.Kernel;

namespace Ledger.Application.Messages;

/// <summary>
/// What handling a message comes to: commands to be carried out, and messages to be sent in turn. A value, so that handlers stay pure
/// and both engines carry the same.
/// </summary>
/// <param name="Commands">
/// Carried out under keys derived from the message, so that a second handling repeats nothing. One that is refused fails the handling.
/// </param>
public sealed record Reaction(IReadOnlyList<ICommand> Commands, IReadOnlyList<Timed> Messages)
{
    /// <summary>All is done.</summary>
    public static Reaction None { get; } = new([], []);

    public static Reaction Of(params ICommand[] commands) => new(commands, []);

    public Reaction Then(IMessage message, DateTimeOffset? dueAt = null) =>
        this with { Messages = [.. Messages, new Timed(message, dueAt)] };
}

/// <param name="DueAt">Null for at once.</param>
public sealed record Timed(IMessage Message, DateTimeOffset? DueAt);
