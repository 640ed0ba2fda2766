using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;

namespace Ledger.Projections.Tests.CreditHours;

/// <summary>
/// Random facts of a few accounts, fitting or not: entries recognised twice, reversed before they were claimed, restated of nothing.
/// </summary>
internal static class RandomAccounts
{
    public static readonly Guid[] Persons = [.. Enumerable.Range(1, 3).Select(Id)];
    private static readonly Guid[] Entries = [.. Enumerable.Range(100, 5).Select(Id)];
    private static readonly string?[] Providers = ["a", "b", null];
    private static readonly string?[] Projects = ["p-1", "p-2", null];
    private static readonly string?[] Divisions = ["360102", "360103", "360100", "360000", "330102", null, "nowhere"];
    private static readonly decimal[] Hours = [0.5m, 8m, 24.0m, 90m];

    /// <param name="Cut">The read models catch up after this fact.</param>
    public sealed record Step(Guid Person, int Year, IFact Fact, bool Cut);

    public static Gen<Step[]> Steps { get; } = RandomStep().ArrayOf(40);

    private static Gen<Step> RandomStep() =>
        from person in Gen.Elements(Persons)
        from year in Gen.Elements(2023, 2024)
        from fact in Fact()
        from cut in Gen.Choose(0, 9)
        select new Step(person, year, fact, cut == 0);

    private static Gen<IFact> Fact() =>
        from entry in Gen.Elements(Entries)
        from other in Gen.Elements(Entries)
        from hours in Gen.Elements(Hours)
        from subject in Gen.Elements(SubjectKind.Public, SubjectKind.Professional)
        from form in Gen.Elements(LearningForm.Course, LearningForm.Online)
        from provider in Gen.Elements(Providers)
        from project in Gen.Elements(Projects)
        from division in Gen.Elements(Divisions)
        from kind in Gen.Choose(0, 9)
        select kind switch
        {
            <= 2 => Said.Claimed(entry, hours, subject, form, provider, project, division),
            <= 5 => (IFact)Said.Recognised(entry, hours),
            6 => Said.Refused(entry),
            7 => Said.Reversed(entry, hours),
            8 => Said.Restated(entry, other, hours, subject, provider, project, division),
            _ => Said.Revoked(entry, hours),
        };

    private static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, (byte)number]);
}
