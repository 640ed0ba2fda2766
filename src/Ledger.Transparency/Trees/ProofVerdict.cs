namespace Ledger.Transparency.Trees;

/// <summary>What came of checking a proof. One that nobody checked does not hold.</summary>
public readonly record struct ProofVerdict
{
    private readonly string? problem;

    private ProofVerdict(bool holds, string? problem)
    {
        Holds = holds;
        this.problem = problem;
    }

    /// <summary>The proof holds.</summary>
    public static ProofVerdict Sound { get; } = new(holds: true, null);

    public bool Holds { get; }

    /// <summary>What is wrong, in a sentence; nothing where the proof holds.</summary>
    public string? Problem => Holds ? null : problem ?? "Nothing was checked.";

    /// <summary>The proof does not hold, and why.</summary>
    public static ProofVerdict Refused(string problem) => new(holds: false, problem);

    public override string ToString() => Problem ?? "The proof holds.";
}
