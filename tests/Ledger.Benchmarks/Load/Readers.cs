using System.Diagnostics;
using Ledger.Application.Composition;
using Ledger.Application.Samples;
using Ledger.Application.TwoTimes;
using Ledger.Host.Queries;
using Ledger.Projections.Directory;

namespace Ledger.Benchmarks.Load;

/// <summary>
/// Readers that ask at a steady pace, one for each kind of question: a search of the directory, an institution as of a day, a person's
/// year, and the plainest question there is, which says how long a question waits for processors whatever it asks. How long each answer
/// took is what they bring back, milliseconds.
/// </summary>
internal sealed class Readers
{
    public static IReadOnlyList<string> Kinds { get; } = [.. Asked, "select 1"];

    /// <summary>Of these the answers under load are held to those without.</summary>
    public static IReadOnlyList<string> Asked => ["directory search", "institution as of a day", "a person's year"];

    /// <summary>Between an answer and the next question.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    private static readonly string[] Searches = ["合成", "继续教育", "机构", "01", "学院", "没有这个"];
    private static readonly DateOnly Day = new(LoadedLedger.YearBefore, 6, 1);

    private readonly IReadOnlyList<Func<int, CancellationToken, Task>> questions;

    private Readers(IReadOnlyList<Func<int, CancellationToken, Task>> questions) => this.questions = questions;

    public static async Task<Readers> Of(LedgerSystem ledger, CancellationToken cancellation)
    {
        var people = await People(ledger, cancellation);
        var institutions = new InstitutionQueries(ledger);
        var asOf = Moment.Now(Day) with { DayAsked = Day };
        return new Readers(
        [
            (at, stop) => ledger.Directory.Search(new DirectorySearch(Searches[at % Searches.Length], Day), stop),
            (at, stop) => institutions.Institution(
                SampleInstitutions.IdOf(LoadedLedger.YearBefore, 1 + at % SampleInstitutions.Providers), asOf, stop),
            (at, stop) => ledger.CreditHours.Year(people[at % people.Count], LoadedLedger.YearBefore, null, null, stop),
            async (_, stop) =>
            {
                await using var plainest = ledger.Database.CreateCommand("select 1");
                await plainest.ExecuteScalarAsync(stop);
            },
        ]);
    }

    /// <summary>Until <paramref name="until"/> ends.</summary>
    /// <returns>For each kind of question the times of its answers.</returns>
    public async Task<IReadOnlyList<List<double>>> AskUntil(Task until, CancellationToken cancellation) =>
        await Task.WhenAll(questions.Select(question => Task.Run(() => Ask(question, until, cancellation), cancellation)));

    private static async Task<List<double>> Ask(
        Func<int, CancellationToken, Task> question, Task until, CancellationToken cancellation)
    {
        var times = new List<double>();
        for (var at = 0; !until.IsCompleted; at++)
        {
            var asked = Stopwatch.GetTimestamp();
            await question(at, cancellation);
            times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            await Task.Delay(Pace, cancellation);
        }

        return times;
    }

    private static async Task<List<Guid>> People(LedgerSystem ledger, CancellationToken cancellation)
    {
        await using var command = ledger.Database.CreateCommand("select person from credit_hours.person_year order by person");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var people = new List<Guid>();
        while (await reader.ReadAsync(cancellation))
            people.Add(reader.GetGuid(0));
        return people;
    }
}
