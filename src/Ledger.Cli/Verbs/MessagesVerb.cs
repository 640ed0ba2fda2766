using System.CommandLine;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Messaging;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger messages status|waiting|dead|replay|discard</c>.</summary>
internal static class MessagesVerb
{
    private const int RowsByDefault = 50;

    public static Command Build(Terminal terminal) => new("messages", "What is still to be done, and what could not be done.")
    {
        StatusOf(terminal),
        WaitingOf(terminal),
        DeadOf(terminal),
        ReplayOf(terminal),
        DiscardOf(terminal),
    };

    private static Command StatusOf(Terminal terminal)
    {
        var verb = new Command("status", "How many messages wait, and how far the log has been followed for more.") { Flags.Json() };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var ledger = await Ledgers.Open(cancellation);
            var messages = await ledger.Messages.Count(cancellation);
            var reactions = await ledger.Reactions.Status(cancellation);
            if (parsed.GetValue<bool>("--json"))
                terminal.WriteJson(new { Messages = messages, Reactions = reactions });
            else
                MessagesReport.Status(terminal, messages, reactions);
            return messages.Dead > 0 || reactions.Stopped is not null ? ExitCodes.Problems : ExitCodes.Ok;
        });
        return verb;
    }

    private static Command WaitingOf(Terminal terminal)
    {
        var most = Most();
        var verb = new Command("waiting", "Messages that wait, soonest first.") { most, Flags.Json() };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var ledger = await Ledgers.Open(cancellation);
            var waiting = await ledger.Messages.Waiting((int)(parsed.GetValue(most) ?? RowsByDefault), cancellation);
            MessagesReport.Waiting(terminal, waiting, parsed.GetValue<bool>("--json"));
            return ExitCodes.Ok;
        });
        return verb;
    }

    private static Command DeadOf(Terminal terminal)
    {
        var most = Most();
        var verb = new Command("dead", "Messages that failed as often as they may, latest first.") { most, Flags.Json() };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var ledger = await Ledgers.Open(cancellation);
            var dead = await ledger.Messages.DeadLetters((int)(parsed.GetValue(most) ?? RowsByDefault), cancellation);
            MessagesReport.Dead(terminal, dead, parsed.GetValue<bool>("--json"));
            return ExitCodes.Ok;
        });
        return verb;
    }

    private static Command ReplayOf(Terminal terminal)
    {
        var ids = new Argument<Guid[]>("ID") { Description = "As 'messages dead' shows them.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Every one of them." };
        var verb = new Command("replay", "Give dead messages all their tries again; a running service carries them.")
        {
            ids, all, Flags.Json(),
        };
        verb.Validators.Add(parsed =>
        {
            if (parsed.GetValue(all) == parsed.GetValue(ids) is { Length: > 0 })
                parsed.AddError("Name the messages to be replayed, or give --all.");
        });
        verb.SetAction((parsed, cancellation) =>
        {
            var asked = parsed.GetValue(all) ? null : parsed.GetValue(ids)!.Distinct().ToArray();
            var json = parsed.GetValue<bool>("--json");
            return Change(terminal, "replayed", asked, (box, end) => box.Replay(asked, end), json, cancellation);
        });
        return verb;
    }

    private static Command DiscardOf(Terminal terminal)
    {
        var ids = new Argument<Guid[]>("ID") { Description = "As 'messages dead' shows them.", Arity = ArgumentArity.OneOrMore };
        var verb = new Command("discard", "Take dead messages away for good. What they asked for will not be done.") { ids, Flags.Json() };
        verb.SetAction((parsed, cancellation) =>
        {
            var asked = parsed.GetValue(ids)!.Distinct().ToArray();
            var json = parsed.GetValue<bool>("--json");
            return Change(terminal, "discarded", asked, (box, end) => box.Discard(asked, end), json, cancellation);
        });
        return verb;
    }

    /// <param name="asked">Null for all: then there is no number that it could fall short of.</param>
    private static async Task<int> Change(
        Terminal terminal, string word, Guid[]? asked, Func<IMessageBox, CancellationToken, Task<int>> change, bool json,
        CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        var changed = await change(ledger.Messages, cancellation);
        var missing = (asked?.Length ?? changed) - changed;
        if (json)
            terminal.WriteJson(new { Changed = changed, Missing = missing });
        else
            await terminal.Output.WriteLineAsync($"{changed} {word}{(missing > 0 ? $", {missing} not among the dead" : "")}.");
        return missing > 0 ? ExitCodes.Problems : ExitCodes.Ok;
    }

    private static Option<long?> Most() =>
        Flags.Number("--most", $"Show at most so many (default: {RowsByDefault}).", 1, MessageLimits.RowsPerLook);
}
