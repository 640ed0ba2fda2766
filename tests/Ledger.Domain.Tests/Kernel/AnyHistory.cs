using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Decisions;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;

namespace Ledger.Domain.Tests.Kernel;

/// <summary>
/// Any sequence of commands on one institution, lawful or not. The world is small, so that steps meet: two applications, two listings,
/// two decisions, few authorities, days that mostly go forward. Every other command or so is one that the way to an end of a listing
/// needs about then, for chance alone would hardly ever come there.
/// </summary>
internal static class AnyHistory
{
    /// <summary>Commands in one sequence: five for each step of the way, twice.</summary>
    private const int Commands = 80;

    /// <summary>The kinds of command on the way to an end of a listing, in their order.</summary>
    private static readonly int[] Way = [0, 1, 2, 3, 4, 6, 7, 8];

    private static readonly string[] Authorities =
        [CityHealth, CityHealth, CityHealth, CityHealth, CityHr, CityHr, ProvincialHr, Actor.Institution];

    private static RegisterInstitution Register { get; } = new(
        I1, "示例培训中心", "示例大学", null, "360100", Day("2024-01-10"), Actor.Institution);

    public static Arbitrary<ILegalCommand[]> Arbitrary { get; } =
        Gen.ArrayOf(Gen.Choose(0, int.MaxValue - 1), Commands)
            .Select(ILegalCommand[] (int[] numbers) => [Register, .. numbers.Select(Command)])
            .ToArbitrary();

    /// <summary>The number's digits choose the kind of command, who, which, and how far the day is off.</summary>
    private static ILegalCommand Command(int number, int index)
    {
        var (kind, by) = (number % 20, Authorities[number / 20 % Authorities.Length]);
        var step = Math.Min(index * Way.Length * 2 / Commands, (Way.Length * 2) - 1);
        var which = number / 200 % 4 == 0 ? 2 : 1;
        if (number / 1_000 % 2 == 0) (kind, by, which) = (Way[step % Way.Length], CityHealth, 1 + (step / Way.Length));
        var on = Day("2024-01-15").AddDays((index * 3) + (number / 2_000 % 7) - 3);
        return kind < 12 ? Listing(kind, by, which, on, number)
            : number / 20_000 % 2 == 0 ? Term(kind, by, which, on, number) : File(kind, by, which, on, number);
    }

    private static ILegalCommand Listing(int kind, string by, int which, DateOnly on, int number) => kind switch
    {
        0 => new ApplyForListing(I1, $"a{which}", Kind(number), Lead(number), Co(number), on),
        1 => new ReviewApplication(I1, $"a{which}", number % 5 > 0, 3, false, "评审意见", on, by),
        2 => new DetermineListing(I1, $"a{which}", $"l{which}", on, by),
        3 => new ListInstitution(I1, $"l{which}", on, number % 3 == 0 ? by : CityHr),
        4 or 5 => new OpenDecision(
            $"d{which}", I1, $"l{1 + (number / 31 % 2)}", number % 4 == 1 ? Gravity.Ordinary : Gravity.Serious, "事由", on, by),
        6 => new ServeNotice($"d{which}", on.AddDays(10), on, by),
        7 => new HearStatement($"d{which}", number % 2 == 0, "陈述", "复核", on, by),
        8 or 9 => new IssueDecision($"d{which}", on, by),
        10 => number % 9 == 0 ? new WithdrawDecision($"d{which}", "撤回", on, by) : new ServeDecision($"d{which}", on, by),
        _ => new AttachEvidence($"d{which}", new Evidence("笔录", new string('a', 64)), on, by),
    };

    private static ILegalCommand File(int kind, string by, int which, DateOnly on, int number) => kind switch
    {
        12 => new SupplementApplication(I1, $"a{which}", "补正", on),
        13 => number % 11 == 0
            ? new RefuseApplication(I1, $"a{which}", "理由", on, by)
            : new WarnInstitution(I1, $"w{which}", "事由", on, by),
        14 => new RenameInstitution(I1, $"示例学院{number % 3}", on),
        15 => new OrderCorrection(I1, $"o{which}", "事由", on.AddDays(number % 20), on, by),
        16 => new AcceptCorrection(I1, $"o{which}", on, by),
        17 => new FailCorrection(I1, $"o{which}", "认定", on, by),
        18 => new AssessInstitution(I1, $"s{which}", 2024, AssessmentGrade.Qualified, null, on, by),
        _ => number % 2 == 0
            ? new PublishAssessment(I1, $"s{which}", on, by)
            : new ChangeContact(I1, $"示例路{number % 5}号", null, null, on),
    };

    /// <summary>What falls due: orders, plans, bases; the days of notes lie before and after their terms.</summary>
    private static ILegalCommand Term(int kind, string by, int which, DateOnly on, int number) => kind switch
    {
        12 => new OrderCorrection(I1, $"o{which}", "事由", on.AddDays(number % 20), on, CityHr),
        13 => new AcceptCorrection(I1, $"o{which}", on, CityHr),
        14 => new NoteOverdueCorrection(I1, $"o{which}", on.AddDays(number % 20)),
        15 => new SubmitAnnualPlan(I1, $"p{number % 4}", on.Year + 1, on, Evidence: Papers),
        16 => new ReviewAnnualPlan(I1, $"p{number % 4}", number % 3 == 0, "审核意见", on, by),
        17 => new NoteOverduePlan(I1, on.Year + (number % 2), new DateOnly(on.Year + (number % 2), 1, 1)),
        18 => number % 2 == 0
            ? new SelectBase(I1, $"b{which}", BaseLevel.City, $"l{1 + (number / 31 % 2)}", null, on, CityHr)
            : new ReviewBase(I1, $"b{which}", number % 5 > 0, "复核意见", on, CityHr),
        _ => new NoteOverdueBaseReview(I1, $"b{which}", on.AddYears(3), on.AddYears(3).AddDays(1)),
    };

    private static readonly Evidence[] Papers = [new("工作总结", new string('a', 64)), new("工作计划", new string('b', 64))];

    private static ListingKind Kind(int number) => number % 6 == 0 ? ListingKind.Public : ListingKind.Professional;

    private static string Lead(int number) => number % 6 == 0 ? ProvincialHr : CityHealth;

    private static string? Co(int number) => number % 6 == 0 ? null : CityHr;
}
