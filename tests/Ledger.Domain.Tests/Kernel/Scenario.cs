using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Tests.Kernel;

/// <summary>
/// Given facts, when a command, then facts or a refusal. What is given stands on the streams of <see cref="Samples.I1"/>,
/// <see cref="Samples.D1"/> and <see cref="Samples.Y1"/>, each fact on its own.
/// </summary>
public sealed class Scenario
{
    private readonly IReadOnlyList<IFact> given;
    private readonly RulePack rules;

    private Scenario(IReadOnlyList<IFact> given, RulePack rules) => (this.given, this.rules) = (given, rules);

    public static Scenario Given(params IEnumerable<IFact> facts) => new([.. facts], RulePackCatalog.Jiangxi);

    public Scenario And(params IEnumerable<IFact> facts) => new([.. given, .. facts], rules);

    public Scenario UnderADraft() => new(given, rules with { Status = PackStatus.Draft });

    public Scenario Under(RulePack other) => new(given, other);

    /// <summary>The command is well-formed: its shape is not what the law is asked about.</summary>
    public Answer When(ILegalCommand command)
    {
        Desk.Check(command).ShouldBeEmpty();
        var desk = new Desk(rules);
        foreach (var fact in given) desk.Write(StreamOf(fact), fact);
        var (stream, outcome) = desk.Handle(command);
        return new Answer(stream, outcome);
    }

    private static string StreamOf(IFact fact) => FactCatalog.NameOf(fact.GetType()).Split('.')[0] switch
    {
        "decision" => StreamIds.Decision(Samples.D1),
        "edition" => StreamIds.Edition(Samples.Y1),
        _ => StreamIds.Institution(Samples.I1),
    };
}

public sealed class Answer(string stream, Outcome outcome)
{
    /// <summary>These facts and no others, on the stream that was asked.</summary>
    public void Then(params IFact[] facts) => ThenOn([.. facts.Select(fact => (stream, fact))]);

    /// <summary>These facts and no others, each on its stream.</summary>
    public void ThenOn(params (string Stream, IFact Fact)[] facts)
    {
        var accepted = outcome.ShouldBeOfType<Outcome.Accepted>((outcome as Outcome.Refused)?.Refusal.ToString());
        accepted.Facts.Select(fact => (fact.StreamId ?? stream, fact.Fact)).ShouldBe(facts);
    }

    public void ThenNothing() => outcome.ShouldBeOfType<Outcome.AlreadyDone>();

    /// <param name="article">As <see cref="Citation.Key"/> writes it; null where it is the ledger's own order and no article.</param>
    public Refusal ThenRefused(string code, RefusalKind kind, string? article)
    {
        var refusal = outcome.ShouldBeOfType<Outcome.Refused>().Refusal;
        refusal.Code.ShouldBe(code);
        refusal.Kind.ShouldBe(kind);
        refusal.Citation?.Key.ShouldBe(article);
        (refusal.Citation is null).ShouldBe(article is null);
        refusal.Zh.ShouldEndWith("。");
        refusal.En.ShouldEndWith(".");
        return refusal;
    }
}
