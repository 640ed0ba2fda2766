using Ledger.Domain.Kernel;

namespace Ledger.Domain.Decisions;

/// <summary>A decision to delist as its facts tell it: opened, prepared, then issued and served, or withdrawn.</summary>
public abstract record Decision
{
    private Decision() { }

    public static Decision Initial { get; } = new Unknown();

    /// <summary>What was gathered; null only while nothing is known of the decision.</summary>
    public virtual Trail? Trail => null;

    /// <summary>The institution that it is about; null only while nothing is known of the decision.</summary>
    public string? Institution => Trail?.Opening.Institution;

    public static Decision Fold(IEnumerable<IFact> facts) => facts.Aggregate(Initial, (decision, fact) => decision.Evolve(fact));

    public Decision Evolve(IFact fact) => (this, fact) switch
    {
        (Unknown, DecisionOpened opened) => new Open(Trail.From(opened)),
        (Open open, DecisionIssued issued) => new Issued(open.Trail, issued),
        (Open open, DecisionWithdrawn withdrawn) => new Withdrawn(open.Trail, withdrawn),
        (Open open, _) => new Open(open.Trail.Add(fact)),
        (Issued issued, DecisionServed served) => new Served(issued.Trail, issued.Issue, served),
        _ => this,
    };

    public sealed record Unknown : Decision;

    public sealed record Open(Trail Trail) : Decision
    {
        public override Trail Trail { get; } = Trail;
    }

    public sealed record Issued(Trail Trail, DecisionIssued Issue) : Decision
    {
        public override Trail Trail { get; } = Trail;
    }

    public sealed record Served(Trail Trail, DecisionIssued Issue, DecisionServed Service) : Decision
    {
        public override Trail Trail { get; } = Trail;
    }

    public sealed record Withdrawn(Trail Trail, DecisionWithdrawn Withdrawal) : Decision
    {
        public override Trail Trail { get; } = Trail;
    }
}

/// <summary>What stands in the file of a decision: ground, evidence, notice, statements.</summary>
public sealed record Trail(
    DecisionOpened Opening, Held<EvidenceAttached> Evidence, NoticeServed? Notice, Held<StatementHeard> Statements)
{
    /// <summary>Who opened it, and alone carries it on.</summary>
    public string Opener => Opening.Act.By;

    public static Trail From(DecisionOpened opened) => new(opened, Held.None<EvidenceAttached>(), null, Held.None<StatementHeard>());

    public Trail Add(IFact fact) => fact switch
    {
        EvidenceAttached attached => this with { Evidence = Evidence.Add(attached) },
        NoticeServed notice => this with { Notice = notice },
        StatementHeard statement => this with { Statements = Statements.Add(statement) },
        _ => this,
    };
}
