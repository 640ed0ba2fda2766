namespace Ledger.Domain.CreditAccounts;

/// <summary>One entry of an account, in the state it has reached. What a state does not allow, its type does not offer.</summary>
/// <param name="Said">What was claimed or restated, as it was said.</param>
/// <param name="Since">The day its present state took effect.</param>
public abstract record CreditEntry(Guid Id, Participation Said, DateOnly Since)
{
    /// <summary>The state in words, for refusals and read models.</summary>
    public abstract (string Zh, string En) State { get; }

    /// <summary>Whether it still stands in the way of the same participation being claimed again.</summary>
    public bool Stands => this is ClaimedEntry or RecognisedEntry;
}

/// <summary>Claimed, and not judged yet.</summary>
public sealed record ClaimedEntry(Guid Id, Participation Said, DateOnly Since) : CreditEntry(Id, Said, Since)
{
    public override (string Zh, string En) State => ("已申报、待认定", "claimed and not yet recognised");
}

/// <summary>Recognised: the only state whose hours count.</summary>
/// <param name="Hours">学时 recognised, at most what was claimed.</param>
public sealed record RecognisedEntry(Guid Id, Participation Said, DateOnly Since, decimal Hours) : CreditEntry(Id, Said, Since)
{
    public override (string Zh, string En) State => ("已认定", "recognised");
}

public sealed record RefusedEntry(Guid Id, Participation Said, DateOnly Since, string Code) : CreditEntry(Id, Said, Since)
{
    public override (string Zh, string En) State => ("不予认定", "refused");
}

/// <summary>Taken back by a correction.</summary>
/// <param name="ReplacedBy">The entry that states it anew; null between the two facts of one correction.</param>
public sealed record ReversedEntry(Guid Id, Participation Said, DateOnly Since, decimal Hours, Guid? ReplacedBy)
    : CreditEntry(Id, Said, Since)
{
    public override (string Zh, string En) State => ("已更正", "corrected");
}

public sealed record RevokedEntry(Guid Id, Participation Said, DateOnly Since, decimal Hours) : CreditEntry(Id, Said, Since)
{
    public override (string Zh, string En) State => ("已撤销", "revoked");
}
