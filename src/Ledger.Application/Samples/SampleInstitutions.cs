using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Domain.Decisions;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;

namespace Ledger.Application.Samples;

/// <summary>
/// The synthetic institutions that provide the projects of a synthetic year, as the commands of their lives: each applies, is reviewed,
/// determined and listed; two are renamed, one is ordered to correct and warned, one is delisted through a whole decision. Names say
/// that they are synthetic (合成); ids are fixed, so that the commands sent again leave nothing new.
/// </summary>
public static class SampleInstitutions
{
    /// <summary>How many there are.</summary>
    public const int Providers = 12;

    /// <summary>The first year whose institutions could be determined under 赣人社规〔2023〕1号, in force since July 2023.</summary>
    public const int FirstYear = 2025;

    private const string ProvincialHr = "hr-360000";
    private const string CityHr = "hr-360100";
    private const string CityHealth = "industry-360100-health";
    private const string ProvincialHealth = "industry-360000-health";

    private const int Renamed = 3;
    private const int RenamedToo = 8;
    private const int Warned = 5;

    /// <summary>A professional one, so that it is for the city's industry authority to end its listing.</summary>
    private const int Delisted = 10;

    public static string IdOf(int year, int number) => string.Create(CultureInfo.InvariantCulture, $"sample-{year}-{number:D2}");

    /// <summary>In the order in which they are given.</summary>
    public static IEnumerable<ICommand> Commands(int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, FirstYear);
        for (var number = 1; number <= Providers; number++)
        {
            foreach (var command in Beginning(year, number))
                yield return command;
        }

        yield return new RenameInstitution(IdOf(year, Renamed), $"合成继续教育学院{Renamed}（更名）", new(year, 4, 15));
        yield return new RenameInstitution(IdOf(year, RenamedToo), $"合成培训中心{RenamedToo}（更名）", new(year, 9, 1));
        foreach (var command in Correction(year).Concat(Assessments(year)).Concat(Delisting(year)))
            yield return command;
    }

    /// <summary>Public, professional and online ones take turns; each kind has its own determining authority.</summary>
    private static (ListingKind Kind, string Lead, string? Co) KindOf(int number) => (number % 3) switch
    {
        0 => (ListingKind.Public, ProvincialHr, null),
        1 => (ListingKind.Professional, CityHealth, CityHr),
        _ => (ListingKind.Online, ProvincialHealth, ProvincialHr),
    };

    private static IEnumerable<ICommand> Beginning(int year, int number)
    {
        var (id, (kind, lead, co)) = (IdOf(year, number), KindOf(number));
        var (application, listing) = (id + "-a1", id + "-l1");
        var begins = new DateOnly(year - 1, 3, 1).AddDays(number * 7);
        yield return new RegisterInstitution(id, $"合成继续教育中心{number}", $"合成建设单位{number}", null, "360100", begins, ProvincialHr);
        yield return new ApplyForListing(id, application, kind, lead, co, begins.AddDays(10));
        yield return new ReviewApplication(id, application, true, 5, number % 2 == 0, "合成评审意见：推荐", begins.AddDays(40), lead);
        yield return new DetermineListing(id, application, listing, begins.AddDays(60), lead);
        yield return new ListInstitution(id, listing, begins.AddDays(75), co ?? lead);
    }

    private static IEnumerable<ICommand> Correction(int year)
    {
        var id = IdOf(year, Warned);
        yield return new OrderCorrection(id, id + "-o1", "合成事由：教学档案不完整", new(year, 5, 31), new(year, 5, 6), ProvincialHr);
        yield return new WarnInstitution(id, id + "-w1", "合成事由：教学档案不完整", new(year, 5, 6), ProvincialHr);
        yield return new AcceptCorrection(id, id + "-o1", new(year, 6, 3), ProvincialHr);
    }

    private static IEnumerable<ICommand> Assessments(int year)
    {
        var id = IdOf(year, 1);
        var assessment = id + "-e1";
        yield return new AssessInstitution(id, assessment, year - 1, AssessmentGrade.Excellent, null, new(year, 3, 20), CityHr);
        yield return new PublishAssessment(id, assessment, new(year, 4, 1), CityHr);
    }

    private static IEnumerable<ICommand> Delisting(int year)
    {
        var id = IdOf(year, Delisted);
        var decision = id + "-d1";
        const string Ground = "合成事由：出具不实的继续教育证明，情节严重";
        yield return new OpenDecision(decision, id, id + "-l1", Gravity.Serious, Ground, new(year, 8, 4), CityHealth);
        yield return new AttachEvidence(decision, Evidence("现场检查笔录"), new(year, 8, 6), CityHealth);
        yield return new ServeNotice(decision, new(year, 8, 29), new(year, 8, 15), CityHealth);
        yield return new HearStatement(
            decision, false, "合成陈述：认为情节不属严重", "合成复核：不予采纳", new(year, 8, 25), CityHealth);
        yield return new IssueDecision(decision, new(year, 9, 15), CityHealth, Document: $"合成卫规〔{year}〕1号");
        yield return new ServeDecision(decision, new(year, 9, 17), CityHealth);
    }

    /// <summary>The digest of a text that says what it is: no file stands behind it.</summary>
    private static Evidence Evidence(string kind) =>
        new(kind, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("synthetic evidence: " + kind))));
}
