using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Domain.Kernel;

/// <summary>What makes a command the same command said twice.</summary>
public static class Repetition
{
    /// <summary>
    /// Both facts say the same. The rule they rest on is left out: who repeats a command after a pack has got a new version still says
    /// the same thing, and what was written first stands.
    /// </summary>
    public static bool Repeats(this ILegalFact said, ILegalFact? written) =>
        written is not null && said.GetType() == written.GetType() && JsonNode.DeepEquals(WithoutRule(said), WithoutRule(written));

    private static JsonNode WithoutRule(ILegalFact fact)
    {
        var json = JsonSerializer.SerializeToNode(fact, fact.GetType(), FactCatalog.Json)!;
        json["act"]!.AsObject().Remove("rule");
        return json;
    }
}
