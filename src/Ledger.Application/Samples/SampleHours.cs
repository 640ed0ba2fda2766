using System.Globalization;
using Ledger.Application.Files;
using Ledger.Application.HoursImport;

namespace Ledger.Application.Samples;

/// <summary>
/// A file of hours of people who do not exist, in the template of words, to be imported like any other. Everything in it says that it is
/// synthetic (合成). Some people reach 90 hours and some do not.
/// </summary>
public static class SampleHours
{
    /// <summary>Writes the file as a stream: memory does not grow with the number of people.</summary>
    /// <returns>Data rows written.</returns>
    public static long Write(SampleOptions options, Stream stream)
    {
        options.Checked();
        var projects = SampleProjects.Of(options.Year, options.Seed);
        var random = new SampleRandom(options.Seed);
        var employers = Math.Max(1, options.People / 50);
        var year = options.Year.ToString(CultureInfo.InvariantCulture);
        var (rows, firstPerson) = (0L, SamplePerson.FirstOf(options.Seed));
        using var csv = new CsvOut(stream);
        csv.Row(HoursColumns.Map.Columns.Select(column => column.Names[0]));
        for (var place = 0; place < options.People; place++)
        {
            var person = SamplePerson.Of(place, firstPerson);
            var employer = string.Create(CultureInfo.InvariantCulture, $"合成单位{1 + random.Below(employers):D5}");
            var entries = SampleLimits.EntriesPerPerson - 5 + random.Below(11);
            var (first, stride) = (random.Below(SampleProjects.Count), 1 + random.Below(SampleProjects.Count - 1));
            for (var entry = 0; entry < entries; entry++, rows++)
                Row(csv, person, employer, year, projects[(first + entry * stride) % SampleProjects.Count]);
        }

        return rows;
    }

    private static void Row(CsvOut csv, SamplePerson person, string employer, string year, SampleProject project) => csv.Row(
        person.Number, person.Name, employer, person.Division, year, project.Id, project.Activity, project.Form, project.Subject,
        project.Hours.ToString("0.##", CultureInfo.InvariantCulture), Day(project.From), Day(project.To), project.Provider);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
