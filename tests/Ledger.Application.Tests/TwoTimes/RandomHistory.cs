using System.Globalization;
using Ledger.Application.Commands;
using Ledger.Application.Composition;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.PublishedLists;
using Ledger.EventStore;

namespace Ledger.Application.Tests.TwoTimes;

/// <summary>
/// Random facts of a few institutions and person-years, fitting or not, dated in any order: registrations that come late, listings that
/// end before they begin, hours recognised twice, taken back before they were claimed. All of it synthetic.
/// </summary>
internal sealed class RandomHistory(int seed)
{
    public const int Institutions = 40;
    public const int Persons = 40;
    public const int Facts = 2_000;

    public static readonly DateOnly FirstDay = new(2024, 1, 1);

    /// <summary>Days that facts are dated on; questions are asked about some more on both sides.</summary>
    public const int Days = 60;

    /// <summary>Ids of entries that a person's facts are about.</summary>
    private const int Entries = 6;

    /// <summary>Facts appended together, each on a stream of its own.</summary>
    private const int FactsPerAppend = 25;

    private static readonly string?[] Divisions = ["360102", "360103", "360100", "360000", "360700", "330102", null, "nowhere"];
    private static readonly string[] Names = ["甲学院", "乙学院", "丙大学", "丁中心", "戊学校"];
    private static readonly string?[] Projects = ["p-1", "p-2", "p-3", null];
    private static readonly decimal[] Hours = [0.5m, 8m, 24.0m, 90m, 7.25m];

    private readonly Random random = new(seed);

    public static string InstitutionId(int number) => string.Create(CultureInfo.InvariantCulture, $"i-{number:00}");

    public static Guid Person(int number) => new(number + 1, 0, 0, [0, 0, 0, 0, 0, 0, 1, (byte)number]);

    public static int[] Years { get; } = [2024, 2025];

    /// <summary>Writes it through the store; the read models catch up now and then on the way, and at the end.</summary>
    public async Task Write(LedgerSystem ledger)
    {
        for (var written = 0; written < Facts;)
        {
            var streams = new Dictionary<string, IFact>(StringComparer.Ordinal);
            while (streams.Count < FactsPerAppend)
            {
                var (stream, fact) = random.Next(3) == 0 ? OfInstitution() : OfAccount();
                streams.TryAdd(stream, fact);
            }

            var appends = streams.Select(pair => new StreamAppend(
                pair.Key, StreamIds.TypeOf(pair.Key), ExpectedVersion.Any, [FactCodec.Encode(Guid.NewGuid(), pair.Value)])).ToList();
            (await ledger.Store.Append(new AppendRequest(appends, EventMetadata.None), CancellationToken.None))
                .ShouldBeOfType<AppendOutcome.Appended>();
            written += streams.Count;
            if (random.Next(5) == 0)
                await ledger.Projections.CatchUp(CancellationToken.None);
        }

        await ledger.Projections.CatchUp(CancellationToken.None);
    }

    public DateOnly Day() => FirstDay.AddDays(random.Next(-2, Days + 2));

    public int Next(int below) => random.Next(below);

    public long Position(long head) => random.NextInt64(head + 1);

    private T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private Act Act() => new(FirstDay.AddDays(random.Next(Days)), "hr-360000");

    private (string Stream, IFact Fact) OfInstitution()
    {
        var (act, name) = (Act(), One(Names));
        var listing = random.Next(2) == 0 ? "l-1" : "l-2";
        IFact fact = random.Next(11) switch
        {
            0 => new InstitutionRegistered(
                act, name, One(Names), One([null, "91360000000000000X"]), One(Divisions) ?? "360000"),
            1 => new InstitutionRenamed(act, "", name),
            2 or 3 => new InstitutionListed(
                act, listing, One([ListingKind.Public, ListingKind.Online]), One(["hr-360000", "hr-360100"]), One([null, "hr-360700"])),
            4 => new InstitutionDelisted(act, listing, "d-1", "情节严重"),
            5 => new ContactChanged(act, One([null, "一号", "二号"]), One([null, "https://example.org/"]), null),
            6 => new EntryListed(act, "moe", "1", name, One([null, "江西省"]), "南昌市", One([null, "江西省", "教育部"]), "本科", null),
            7 => new EntryRenamed(act, "moe", "1", "", name),
            8 => new EntryAuthorityChanged(act, "moe", "1", null, One([null, "教育部"])),
            9 => new EntryDetailsChanged(act, "moe", "1", "江西省", One([null, "九江市"]), "专科", "民办"),
            _ => new EntryNoLongerListed(act, "moe", "1"),
        };
        return (StreamIds.Institution(InstitutionId(random.Next(Institutions))), fact);
    }

    private (string Stream, IFact Fact) OfAccount()
    {
        var (person, act, number) = (random.Next(Persons), Act(), random.Next(Entries));
        var (entry, other) = (Entry(person, number), Entry(person, random.Next(Entries)));
        var (form, subject) = (One([LearningForm.Course, LearningForm.Online]), One([SubjectKind.Public, SubjectKind.Professional]));
        // The desk gives an entry's id once. Here it may be claimed again, at the same place: that is what figures of a place rest on.
        var place = (person * Entries) + number;
        var provider = place % 4 == 0 ? null : InstitutionId(place % Institutions);
        var division = Divisions[place % Divisions.Length];
        var (from, to, hours) = (FirstDay, FirstDay.AddDays(3), One(Hours));
        IFact fact = random.Next(10) switch
        {
            <= 3 => new HoursClaimed(act, entry, form, subject, hours, One(Projects), "合成培训", provider, from, to, division, null),
            <= 6 => new HoursRecognised(act, entry, hours),
            7 => random.Next(2) == 0 ? new HoursRefused(act, entry, "credits.duplicate", "重复") : new HoursRevoked(act, entry, hours, "不实"),
            8 => new HoursReversed(act, entry, hours, "有误"),
            _ => new HoursRestated(act, entry, other, form, subject, hours, One(Projects), "合成培训", provider, from, to, division),
        };
        return (StreamIds.Credits(One(Years), Person(person)), fact);
    }

    private static Guid Entry(int person, int number) => new(1_000 + number, (short)person, 0, [0, 0, 0, 0, 0, 0, 2, 2]);
}
