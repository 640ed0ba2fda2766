using Ledger.Domain.CreditAccounts;
using Ledger.Projections.CreditHours;
using Ledger.Projections.Engine;

namespace Ledger.Projections.AnnualSummaries;

internal readonly record struct Place(short Scope, string Name, int Year);

/// <summary>What a batch adds to every figure; negative where something was taken back.</summary>
internal sealed class Figures
{
    public const short InstitutionScope = 0;

    public Dictionary<Place, (long Persons, long PersonTimes, decimal Hours)> Places { get; } = [];

    public Dictionary<(Place Place, LearningForm Form, SubjectKind Subject), (long PersonTimes, decimal Hours)> Forms { get; } = [];

    public Dictionary<(Place Place, string Project), long> Projects { get; } = [];

    /// <summary>Takes the account out as it was and puts it in as it is: nothing is left of what was corrected.</summary>
    public void Replace(Account account)
    {
        Count(account.Key.Year, account.Before, -1);
        Count(account.Key.Year, account.Entries, 1);
    }

    private void Count(int year, IReadOnlyCollection<CreditEntryRow> entries, int sign)
    {
        var personIn = new HashSet<Place>();
        foreach (var entry in entries)
        {
            if (entry.Status != CreditEntryStatus.Recognised)
                continue;
            foreach (var place in PlacesOf(entry, year))
                Count(place, entry, sign, personIn.Add(place) ? sign : 0);
        }
    }

    private void Count(Place place, CreditEntryRow entry, int sign, int person)
    {
        var hours = sign * entry.Hours;
        var sum = Places.GetValueOrDefault(place);
        Places[place] = (sum.Persons + person, sum.PersonTimes + sign, sum.Hours + hours);
        var form = (place, entry.Form, entry.Subject);
        var sumOfForm = Forms.GetValueOrDefault(form);
        Forms[form] = (sumOfForm.PersonTimes + sign, sumOfForm.Hours + hours);
        if (entry.Project is { } project)
            Projects[(place, project)] = Projects.GetValueOrDefault((place, project)) + sign;
    }

    private static IEnumerable<Place> PlacesOf(CreditEntryRow entry, int year)
    {
        if (entry.Provider is { } provider)
            yield return new Place(InstitutionScope, provider, year);
        foreach (var (level, code) in Divisions.Upwards(entry.Division))
            yield return new Place(level, code, year);
    }
}
