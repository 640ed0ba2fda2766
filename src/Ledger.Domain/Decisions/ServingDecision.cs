using FluentValidation;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Decisions;

/// <summary>Records that the issued decision was served on the institution (送达决定书).</summary>
public sealed record ServeDecision(
    string Decision, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class ServeDecisionValidator : LegalCommandValidator<ServeDecision>
{
    public ServeDecisionValidator()
    {
        RuleFor(command => command.Decision).IsId();
    }
}

/// <summary>Who issued the decision serves it, once, and not before it is issued (Order 259 Art. 25).</summary>
public static class ServingDecision
{
    public static Outcome Decide(ServeDecision command, Decision decision, RulePack rules)
    {
        if (Standing.Refuses(command, rules, Rules.Delisting) is { } refusal) return refusal;

        var served = new DecisionServed(command.Act(rules, Rules.Delisting));
        return decision switch
        {
            Decision.Unknown => Cases.NotFound,
            Decision.Served done when served.Repeats(done.Service) => Outcome.Nothing,
            Decision.Served done => AlreadyServed(done),
            Decision.Issued issued => Cases.NotTheOpener(command, issued.Trail, rules)
                ?? Standing.DayBefore(command, issued.Issue.Act.On, "决定", rules, Rules.Delisting)
                ?? Outcome.Of(served),
            _ => NotIssued,
        };
    }

    private static Refusal NotIssued { get; } = new(
        "decision.not-issued", RefusalKind.WrongState,
        "决定尚未作出或者已经撤回，无从送达。", "The decision was not issued, or was withdrawn.", Mend: "作出决定后再送达。");

    private static Refusal AlreadyServed(Decision.Served done) => new(
        "decision.already-served", RefusalKind.WrongState,
        $"决定书已于 {done.Service.Act.On:yyyy-MM-dd} 送达。", $"The decision was served on {done.Service.Act.On:yyyy-MM-dd}.");
}
