using Ledger.Application.Commands;
using Ledger.Domain.Kernel;

namespace Ledger.Application.TwoTimes.Diffs;

/// <summary>A fact that plays a part at one of two points and not at the other: why they differ.</summary>
/// <param name="On">The day it takes effect; null for a fact of a newer ledger.</param>
/// <param name="By">Whose act it is in law.</param>
/// <param name="Article">Instrument and article: <c>259:第二十五条</c>.</param>
/// <param name="Document">The document number.</param>
public sealed record FactBetween(
    long Position, string Stream, string Type, DateTimeOffset RecordedAt, DateOnly? On, string? By, string? Article, string? Document);

/// <param name="InAll">Counted even where not all are told.</param>
/// <param name="Told">In the order of positions, at most <see cref="DiffLimits.FactsTold"/>.</param>
public sealed record FactsBetween(int InAll, IReadOnlyList<FactBetween> Told)
{
    public static FactsBetween Of(IEnumerable<DecodedFact> facts, SettledPoint from, SettledPoint to)
    {
        var between = facts.Where(fact => PlaysAPart(fact, from) != PlaysAPart(fact, to)).OrderBy(fact => fact.Recorded.Position).ToList();
        return new FactsBetween(between.Count, [.. between.Take(DiffLimits.FactsTold).Select(Tell)]);
    }

    private static bool PlaysAPart(DecodedFact fact, SettledPoint point) =>
        fact.Recorded.Position <= point.KnownAt
        && ((fact.Fact as ILegalFact)?.Act.On ?? ShanghaiTime.DayOf(fact.Recorded.RecordedAt)) <= point.ValidAt;

    private static FactBetween Tell(DecodedFact fact)
    {
        var (recorded, act) = (fact.Recorded, (fact.Fact as ILegalFact)?.Act);
        return new FactBetween(
            recorded.Position, recorded.StreamId, recorded.Type, recorded.RecordedAt, act?.On, act?.By, act?.Rule?.Article, act?.Document);
    }
}

public static class DiffLimits
{
    /// <summary>Facts told one by one in an answer; all are counted.</summary>
    public const int FactsTold = 200;
}
