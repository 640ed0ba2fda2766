using System.Runtime.InteropServices;
using Ledger.Domain.CreditAccounts;
using Ledger.Projections.CreditHours;
using Ledger.Projections.Engine;

namespace Ledger.Projections.AnnualSummaries;

internal readonly record struct Place(short Scope, string Name, int Year);

/// <summary>What a batch adds to every figure; negative where something was taken back.</summary>
internal sealed class Figures
{
    public const short InstitutionScope = 0;

    private readonly Dictionary<Place, PlaceFigures> places = [];
    private readonly Dictionary<(string Division, int Year), PlaceFigures[]> divisions = [];
    private long counts;

    public IReadOnlyDictionary<Place, PlaceFigures> Places => places;

    /// <summary>How many figures there are, of all kinds.</summary>
    public int Count => places.Count + places.Values.Sum(place => place.Forms.Count + place.Projects.Count);

    public void Clear()
    {
        places.Clear();
        divisions.Clear();
    }

    /// <summary>Takes the account out as it was and puts it in as it is: nothing is left of what was corrected.</summary>
    public void Replace(Account account)
    {
        Add(account.Key.Year, account.Before, -1);
        Add(account.Key.Year, account.Entries, 1);
    }

    private void Add(int year, IReadOnlyCollection<CreditEntryRow> entries, int sign)
    {
        // A person counts once in a place, however often a count of the account comes by it.
        counts++;
        foreach (var entry in entries)
        {
            if (entry.Status != CreditEntryStatus.Recognised)
                continue;
            if (entry.Provider is { } provider)
                Of(new Place(InstitutionScope, provider, year)).Add(entry, sign, counts);
            if (entry.Division is { } division)
            {
                foreach (var place in Upwards(division, year))
                    place.Add(entry, sign, counts);
            }
        }
    }

    private PlaceFigures Of(Place place)
    {
        ref var figures = ref CollectionsMarshal.GetValueRefOrAddDefault(places, place, out _);
        return figures ??= new PlaceFigures();
    }

    private PlaceFigures[] Upwards(string division, int year)
    {
        ref var upwards = ref CollectionsMarshal.GetValueRefOrAddDefault(divisions, (division, year), out _);
        return upwards ??= [.. Divisions.Upwards(division).Select(one => Of(new Place(one.Level, one.Code, year)))];
    }
}

/// <summary>What is added to one place's figures.</summary>
internal sealed class PlaceFigures
{
    private long lastCount;

    public long Persons { get; private set; }

    public long PersonTimes { get; private set; }

    public decimal Hours { get; private set; }

    public Dictionary<(LearningForm Form, SubjectKind Subject), (long PersonTimes, decimal Hours)> Forms { get; } = [];

    public Dictionary<string, long> Projects { get; } = [];

    /// <param name="count">The number of this count of an account: the first entry of it brings the person.</param>
    public void Add(CreditEntryRow entry, int sign, long count)
    {
        var hours = sign * entry.Hours;
        if (lastCount != count)
            Persons += sign;
        lastCount = count;
        PersonTimes += sign;
        Hours += hours;
        ref var form = ref CollectionsMarshal.GetValueRefOrAddDefault(Forms, (entry.Form, entry.Subject), out _);
        form = (form.PersonTimes + sign, form.Hours + hours);
        if (entry.Project is { } project)
            CollectionsMarshal.GetValueRefOrAddDefault(Projects, project, out _) += sign;
    }
}
