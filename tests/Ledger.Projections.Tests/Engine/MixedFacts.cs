using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;

namespace Ledger.Projections.Tests.Engine;

/// <summary>A ledger for rebuilds of all read models together, and what they leave of it.</summary>
internal static class MixedFacts
{
    /// <summary>Accounts whose facts come in turns, so that none has all of them together, and institutions among them.</summary>
    public static async Task AppendMixed(this TestLedger ledger, int accounts)
    {
        var institution = Said.Institution($"i-{Guid.NewGuid():N}");
        await ledger.Append(institution, Said.Registered(Said.On(2024, 1, 1), "甲学院"));
        var people = Enumerable.Range(0, accounts).Select(number => (
            Stream: Said.Credits(Guid.NewGuid(), 2023 + (number % 2)), Entry: Guid.NewGuid(), Other: Guid.NewGuid())).ToList();
        await ledger.AppendAll(people.Select((one, at) => (one.Stream, (IReadOnlyList<IFact>)
            [Said.Claimed(one.Entry, 8.5m, project: $"p-{at % 7}", division: $"3601{at % 5:00}", provider: $"i-{at % 3}")])));
        await ledger.Append(institution, Said.Renamed(Said.On(2024, 2, 1), "甲学院", "乙学院"));
        await ledger.AppendAll(people.Select(one => (one.Stream, (IReadOnlyList<IFact>)
            [Said.Recognised(one.Entry, 8.50m), .. Said.RecognisedClaim(one.Other, 4, SubjectKind.Public)])));
        await ledger.AppendAll(people.Where((_, at) => at % 4 == 0).Select(one => (one.Stream, (IReadOnlyList<IFact>)
            [Said.Reversed(one.Entry, 8.5m), Said.Restated(Guid.NewGuid(), one.Entry, 6)])));
        await ledger.AppendAll(people.Where((_, at) => at % 4 == 1).Select(one => (one.Stream, (IReadOnlyList<IFact>)
            [Said.Revoked(one.Other, 4)])));
    }

    /// <summary>Of all generations, by name, with what tells one from the next of the same name.</summary>
    public static async Task<Dictionary<string, string>> Schemas(this TestLedger ledger) =>
        (await ledger.Lines("""
            select nspname || ' ' || oid from pg_namespace where nspname ~ '^(directory|credit_hours|annual_summaries)'
            """)).Split('\n').Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => parts[1]);
}
