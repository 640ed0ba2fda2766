using Ledger.Application.Composition;
using Ledger.Application.TwoTimes;
using Ledger.Domain.Kernel;
using Ledger.Projections.AnnualSummaries;
using Ledger.Projections.Directory;
using Ledger.Testing;

namespace Ledger.Application.Tests.TwoTimes;

/// <summary>
/// What was in force on a day, as known at a position: every read on both times against the plainest fold there is, straight from the
/// recorded events. An answer about many entities is compared for each of them.
/// </summary>
public sealed class TenThousandTriplesTests
{
    /// <summary>Questions of each kind; those about the whole directory and about a whole year answer for all of its entities.</summary>
    private const int DirectoryQuestions = 60;
    private const int InstitutionQuestions = 2_600;
    private const int AccountQuestions = 2_600;
    private const int YearQuestions = 60;
    private const int PlaceQuestions = 100;

    private static readonly string[] Regions = ["360000", "360100", "360102", "360700", "330000", "330102"];

    private static readonly CancellationToken Never = CancellationToken.None;

    [Theory]
    [InlineData(20_240_101)]
    public async Task No_read_on_two_times_differs_from_a_plain_fold(int seed)
    {
        await using var database = await TestDatabase.CreateEmpty();
        var home = new LedgerHome(TestServer.TemporaryFolder());
        await using var ledger = await LedgerSystem.On(database.ConnectionString, home, TimeProvider.System, Never);
        var history = new RandomHistory(seed);
        await history.Write(ledger);
        var facts = await Facts(ledger);
        var head = facts[^1].Position;
        var streams = facts.ToLookup(fact => fact.Stream);

        var compared = 0;
        for (var asked = 0; asked < DirectoryQuestions; asked++)
            compared += await Directory(ledger, streams, history.Day(), history.Position(head));
        for (var asked = 0; asked < InstitutionQuestions; asked++)
            compared += await Institution(ledger, streams, history.Next(RandomHistory.Institutions), history.Day(), history.Position(head));
        for (var asked = 0; asked < AccountQuestions; asked++)
            compared += await Account(ledger, streams, history, head);
        for (var asked = 0; asked < YearQuestions; asked++)
            compared += await Year(ledger, streams, history, head);
        for (var asked = 0; asked < PlaceQuestions; asked++)
            compared += await Place(ledger, streams, history, head);

        compared.ShouldBeGreaterThanOrEqualTo(10_000);
    }

    private static async Task<List<PlainFact>> Facts(LedgerSystem ledger)
    {
        var facts = new List<PlainFact>();
        await foreach (var recorded in ledger.Store.ReadAll(0, null, Never))
            facts.Add(new PlainFact(
                recorded.Position, recorded.StreamId, (ILegalFact)FactCatalog.Read(recorded.Type, recorded.Json.Span)!));
        return facts;
    }

    private static async Task<int> Directory(LedgerSystem ledger, ILookup<string, PlainFact> streams, DateOnly day, long known)
    {
        var page = await ledger.Directory.Search(new DirectorySearch(null, day, known, Limit: DirectoryLimits.PageRows), Never);
        page.NextCursor.ShouldBeNull();
        page.Position.ShouldBe(known);
        for (var number = 0; number < RandomHistory.Institutions; number++)
        {
            var id = RandomHistory.InstitutionId(number);
            var plain = PlainInstitution.Fold(streams[StreamIds.Institution(id)], day, known);
            var expected = plain.Entries.Where(entry => entry.Status == "Listed").Select(entry => string.Join(
                '|', (entry.List.Length == 0 ? plain.Own : plain.Printed) ?? id, plain.Division, entry.Text));
            var rows = page.Rows.Where(row => row.Institution == id).Select(row => string.Join(
                '|', row.Name, row.Division, row.List ?? "", row.Code, row.Kind, row.Status, row.Authority, row.CoAuthority, row.Region,
                row.Seat, row.Level));
            // A row of the search has no remark, decision or ground.
            rows.Order().ShouldBe(expected.Select(line => string.Join('|', line.Split('|')[..^3])).Order(), $"{id} on {day} at {known}");
        }

        return RandomHistory.Institutions;
    }

    private static async Task<int> Institution(
        LedgerSystem ledger, ILookup<string, PlainFact> streams, int number, DateOnly day, long known)
    {
        var id = RandomHistory.InstitutionId(number);
        var found = await ledger.Directory.Institution(id, day, known, Never);
        var plain = PlainInstitution.Fold(streams[StreamIds.Institution(id)], day, known);
        (found is not null).ShouldBe(plain.IsKnown, $"{id} on {day} at {known}");
        if (found is null)
            return 1;
        (found.Name, found.Host, found.HostCreditCode, found.Division, found.Address, found.Website, found.Position)
            .ShouldBe((plain.Name, plain.Host, plain.HostCode, plain.Division, plain.Address, plain.Website, known));
        found.Entries.Where(entry => entry.ValidFrom <= day && (entry.ValidTo is null || entry.ValidTo > day))
            .Select(entry => string.Join(
                '|', entry.List ?? "", entry.Code, entry.Kind, entry.Status, entry.Authority, entry.CoAuthority, entry.Region, entry.Seat,
                entry.Level, entry.Remark, entry.Decision, entry.Ground))
            .Order().ShouldBe(plain.Entries.Select(entry => entry.Text).Order(), $"{id} on {day} at {known}");
        return 1;
    }

    private static async Task<int> Account(
        LedgerSystem ledger, ILookup<string, PlainFact> streams, RandomHistory history, long head)
    {
        var (person, year) = (RandomHistory.Person(history.Next(RandomHistory.Persons)), RandomHistory.Years[history.Next(2)]);
        var (day, known) = (history.Next(4) == 0 ? (DateOnly?)null : history.Day(), history.Position(head));
        var found = await ledger.CreditHours.Year(person, year, known, day, Never);
        var plain = PlainAccount.Fold(streams[StreamIds.Credits(year, person)], day, known);
        found.Position.ShouldBe(known);
        found.Total.ShouldBe(plain.Sum(entry => entry.Counts));
        found.Entries.Select(entry => string.Join(
                '|', entry.Entry, entry.Status, entry.ClaimedHours, entry.Hours, entry.Form, entry.Subject, entry.Project, entry.Provider,
                entry.Division, entry.Note, entry.Replaces, entry.ReplacedBy, entry.ClaimedAt, entry.ChangedAt))
            .ShouldBe(plain.Select(entry => entry.Text), $"{person} {year} on {day} at {known}");
        return 1;
    }

    private static async Task<int> Year(LedgerSystem ledger, ILookup<string, PlainFact> streams, RandomHistory history, long head)
    {
        var (year, day, known) = (RandomHistory.Years[history.Next(2)], history.Next(4) == 0 ? (DateOnly?)null : history.Day(),
            history.Next(5) == 0 ? head : history.Position(head));
        // The live tables must say the same as the fold to where they stand.
        var at = known == head && day is null ? Moment.Now(RandomHistory.FirstDay) : At(day, known);
        var found = (await ledger.YearlyFigures.Year(year, null, at, null, Never)).ShouldNotBeNull();
        var plain = Figures(streams, year, day, known);
        found.Position.ShouldBe(known);
        var lines = found.Institutions.Select(one => (Place: one.Institution, one.Figures))
            .Concat(found.Regions.Select(one => (Place: one.Division, one.Figures)));
        lines.ToDictionary(one => one.Place, one => Line(one.Figures)).ShouldBe(plain, ignoreOrder: true);
        return RandomHistory.Institutions + Regions.Length;
    }

    private static async Task<int> Place(LedgerSystem ledger, ILookup<string, PlainFact> streams, RandomHistory history, long head)
    {
        var (year, day, known) = (RandomHistory.Years[history.Next(2)], history.Day(), history.Position(head));
        var plain = Figures(streams, year, day, known);
        var institution = RandomHistory.InstitutionId(history.Next(RandomHistory.Institutions));
        var region = Regions[history.Next(Regions.Length)];
        var one = (await ledger.YearlyFigures.Institution(institution, year, At(day, known), null, Never)).ShouldNotBeNull();
        var other = (await ledger.YearlyFigures.Region(region, year, At(day, known), null, Never)).ShouldNotBeNull();
        Line(one.Figures).ShouldBe(plain.GetValueOrDefault(institution, Line(Nothing)), $"{institution} {year} on {day} at {known}");
        Line(other.Figures).ShouldBe(plain.GetValueOrDefault(region, Line(Nothing)), $"{region} {year} on {day} at {known}");
        return 2;
    }

    private static Dictionary<string, string> Figures(ILookup<string, PlainFact> streams, int year, DateOnly? day, long known) =>
        PlainAccount.Figures(Enumerable.Range(0, RandomHistory.Persons).Select(person =>
            PlainAccount.Fold(streams[StreamIds.Credits(year, RandomHistory.Person(person))], day, known)));

    private static YearFigures Nothing { get; } = new(0, 0, 0, 0, []);

    private static string Line(YearFigures figures) => PlainAccount.Line(
        figures.Projects, figures.Persons, figures.PersonTimes, figures.Hours,
        figures.ByFormAndSubject.Select(form => (form.Form, form.Subject, form.PersonTimes, form.Hours)));

    private static Moment At(DateOnly? day, long known) => new(day ?? RandomHistory.FirstDay, day, known, RandomHistory.FirstDay, true);
}
