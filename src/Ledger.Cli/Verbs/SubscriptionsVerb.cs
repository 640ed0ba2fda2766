using System.CommandLine;
using Ledger.Application.Subscribers;
using Ledger.Cli.Output;
using Ledger.Cli.Running;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger subscriptions add|list|end|test</c>: who is told of new public facts over HTTP.</summary>
internal static class SubscriptionsVerb
{
    public static Command Build(Terminal terminal)
    {
        var list = new Command("list", "Every subscription, and how its deliveries went.") { Flags.Json() };
        list.SetAction((parsed, cancellation) => List(terminal, parsed.GetValue<bool>("--json"), cancellation));
        return new Command("subscriptions", "Other systems that are told of new public facts.")
        {
            BuildAdd(terminal),
            list,
            BuildOne(terminal, "end", "Send nothing more, not even what is on its way.", End),
            BuildOne(terminal, "test", $"Send a signed {Notification.TestType} at once, and say how it went.", Test),
        };
    }

    private static Command BuildAdd(Terminal terminal)
    {
        var url = new Option<string>("--url") { Description = "Where to post to: http or https.", HelpName = "ADDRESS", Required = true };
        var facts = new Option<string[]>("--facts")
        {
            Description = $"Beginnings of the facts' names: {string.Join(' ', PublicFacts.Roots)}, or longer ones.",
            HelpName = "PREFIX",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var from = From();
        var add = new Command("add", "Add a subscription. Its secret is shown now and never again.") { url, facts, from, Flags.Json() };
        add.SetAction((parsed, cancellation) => Add(
            terminal, new SubscriptionRequest(parsed.GetValue(url)!, parsed.GetValue(facts)!, parsed.GetValue(from)),
            parsed.GetValue<bool>("--json"), cancellation));
        return add;
    }

    private static Option<long?> From() => new("--from")
    {
        Description = "First position to send: a number, start, or now (default).",
        HelpName = "POSITION|start|now",
        CustomParser = result =>
        {
            if (SubscriptionRequest.TryParseFrom(result.Tokens[0].Value, out var from))
                return from;
            result.AddError($"--from: '{result.Tokens[0].Value}' is neither a position of 1 or more nor start or now.");
            return null;
        },
    };

    private static Command BuildOne(
        Terminal terminal, string name, string description, Func<Terminal, Guid, bool, CancellationToken, Task<int>> act)
    {
        var id = new Argument<Guid>("ID") { Description = "As ledger subscriptions list shows it." };
        var verb = new Command(name, description) { id, Flags.Json() };
        verb.SetAction((parsed, cancellation) => act(terminal, parsed.GetValue(id), parsed.GetValue<bool>("--json"), cancellation));
        return verb;
    }

    private static async Task<int> Add(Terminal terminal, SubscriptionRequest request, bool json, CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        var answer = await ledger.Subscribers.Add(request, cancellation);
        if (answer is SubscriptionAnswer.Refused(var problem))
            throw new Failure(ExitCodes.Problems, $"{problem.Zh} {problem.En} ({problem.Code})");

        var (subscription, secret) = (SubscriptionAnswer.Added)answer;
        if (json)
            terminal.WriteJson(new { Subscription = SubscriptionLine.Of(subscription), Secret = secret.Reveal() });
        else
            terminal.WritePairs(
                ("subscription", subscription.Id),
                ("address", subscription.Shown),
                ("facts", string.Join(' ', subscription.Facts)),
                ("from", subscription.From),
                ("secret", secret.Reveal()),
                ("", "Hand the secret to the receiver now: it is not shown again."));
        return ExitCodes.Ok;
    }

    private static async Task<int> List(Terminal terminal, bool json, CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        var all = await ledger.Subscribers.All(cancellation);
        if (json)
            terminal.WriteJson(new { Subscriptions = all.Select(SubscriptionLine.Of) });
        else if (all.Count == 0)
            await terminal.Output.WriteLineAsync("No subscriptions.");
        foreach (var one in json ? [] : all)
            WriteOne(terminal, one);
        return ExitCodes.Ok;
    }

    private static void WriteOne(Terminal terminal, Subscription one)
    {
        var deliveries = one.Deliveries;
        terminal.Output.WriteLine($"{one.Id}  {one.Shown}");
        terminal.WritePairs(
            ("  facts", $"{string.Join(' ', one.Facts)}, from position {one.From}"),
            ("  since", $"{one.CreatedAt:u}"),
            ("  delivered", deliveries.LastDeliveredAt is { } at
                ? $"{deliveries.Delivered}, the last at {at:u}, up to position {deliveries.LastPosition}" : "none yet"),
            ("  failed tries", deliveries.LastFailedAt is { } failed
                ? $"{deliveries.Failed}, the last at {failed:u}: {deliveries.LastFailure}" : null),
            ("  ended", one.End is { } end ? $"{end.At:u}, {end.Because}" : null));
    }

    private static async Task<int> End(Terminal terminal, Guid id, bool json, CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        var ended = await ledger.Subscribers.End(id, cancellation) ?? throw Unknown();
        if (json)
            terminal.WriteJson(new { Subscription = SubscriptionLine.Of(ended) });
        else
            WriteOne(terminal, ended);
        return ExitCodes.Ok;
    }

    private static async Task<int> Test(Terminal terminal, Guid id, bool json, CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        var answer = await ledger.Subscribers.Test(id, cancellation) ?? throw Unknown();
        if (json)
            terminal.WriteJson(new { answer.Outcome, answer.Said });
        else
            terminal.WritePairs(("outcome", answer.Outcome), ("answer", answer.Said));
        return answer.Outcome == DeliveryOutcome.Delivered ? ExitCodes.Ok : ExitCodes.Problems;
    }

    private static Failure Unknown() => new(ExitCodes.Problems, "There is no such subscription, or it has ended.");
}
