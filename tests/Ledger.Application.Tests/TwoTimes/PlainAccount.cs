using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;

namespace Ledger.Application.Tests.TwoTimes;

/// <summary>A participation as the plainest fold has it.</summary>
internal sealed class PlainHours
{
    public required Guid Id { get; init; }

    public string State = "";
    public decimal Claimed, Counts;
    public LearningForm Form;
    public SubjectKind Subject;
    public string? Project, Provider, Division, Note;
    public Guid? Replaces, ReplacedBy;
    public long MadeAt, ChangedAt;

    public string Text => string.Join('|', Id, State, Claimed, Counts, Form, Subject, Project, Provider, Division, Note, Replaces,
        ReplacedBy, MadeAt, ChangedAt);
}

/// <summary>A person's year from its facts in the order of positions, and the figures of places from many of them.</summary>
internal static class PlainAccount
{
    /// <param name="day">Null to leave out nothing.</param>
    public static List<PlainHours> Fold(IEnumerable<PlainFact> ofAccount, DateOnly? day, long known)
    {
        var entries = new List<PlainHours>();
        foreach (var fact in ofAccount.Where(one => one.Position <= known && (day is null || one.Fact.Act.On <= day))
            .OrderBy(one => one.Position))
            Apply(entries, fact.Fact, fact.Position);
        return entries;
    }

    private static void Apply(List<PlainHours> entries, IFact fact, long at)
    {
        switch (fact)
        {
            case HoursClaimed said when Find(said.Entry) is null:
                entries.Add(new PlainHours
                {
                    Id = said.Entry,
                    State = "Claimed",
                    Claimed = said.Hours,
                    Form = said.Form,
                    Subject = said.Subject,
                    Project = said.Project,
                    Provider = said.Provider,
                    Division = said.Division,
                    MadeAt = at,
                    ChangedAt = at,
                });
                break;
            case HoursRestated said when Find(said.Entry) is null:
                if (Find(said.Replaces) is { State: "Reversed" } replaced)
                    (replaced.ReplacedBy, replaced.ChangedAt) = (said.Entry, at);
                entries.Add(new PlainHours
                {
                    Id = said.Entry,
                    State = "Recognised",
                    Claimed = said.Hours,
                    Counts = said.Hours,
                    Form = said.Form,
                    Subject = said.Subject,
                    Project = said.Project,
                    Provider = said.Provider,
                    Division = said.Division,
                    Replaces = said.Replaces,
                    MadeAt = at,
                    ChangedAt = at,
                });
                break;
            case HoursRecognised said when Find(said.Entry) is { State: "Claimed" } entry:
                Set(entry, "Recognised", said.Hours, null);
                break;
            case HoursRefused said when Find(said.Entry) is { State: "Claimed" } entry:
                Set(entry, "Refused", 0, said.Code);
                break;
            case HoursReversed said when Find(said.Entry) is { State: "Recognised" } entry:
                Set(entry, "Reversed", 0, said.Reason);
                break;
            case HoursRevoked said when Find(said.Entry) is { State: "Recognised" } entry:
                Set(entry, "Revoked", 0, said.Reason);
                break;
        }

        PlainHours? Find(Guid id) => entries.Find(entry => entry.Id == id);

        void Set(PlainHours entry, string state, decimal counts, string? note) =>
            (entry.State, entry.Counts, entry.Note, entry.ChangedAt) = (state, counts, note, at);
    }

    /// <summary>The figures of every place from the accounts of a year, as one line a place: the place's name, and its figures.</summary>
    public static Dictionary<string, string> Figures(IEnumerable<List<PlainHours>> accounts)
    {
        var counted = accounts.SelectMany((account, person) => account.Where(entry => entry.State == "Recognised")
            .SelectMany(entry => PlacesOf(entry).Select(place => (Place: place, Person: person, Entry: entry))));
        return counted.GroupBy(one => one.Place).ToDictionary(place => place.Key, place => Line(
            place.Select(one => one.Entry.Project).OfType<string>().Distinct().Count(),
            place.Select(one => one.Person).Distinct().Count(),
            place.Count(), place.Sum(one => one.Entry.Counts),
            place.GroupBy(one => (one.Entry.Form, one.Entry.Subject)).OrderBy(group => group.Key)
                .Select(group => (group.Key.Form, group.Key.Subject, (long)group.Count(), group.Sum(one => one.Entry.Counts)))));
    }

    public static string Line(
        long projects, long persons, long times, decimal hours,
        IEnumerable<(LearningForm Form, SubjectKind Subject, long Times, decimal Hours)> forms) =>
        FormattableString.Invariant($"{projects} {persons} {times} {hours:0.####} ")
        + string.Join(' ', forms.Select(form =>
            FormattableString.Invariant($"{form.Form}/{form.Subject}/{form.Times}/{form.Hours:0.####}")));

    private static IEnumerable<string> PlacesOf(PlainHours entry)
    {
        if (entry.Provider is not null)
            yield return entry.Provider;
        if (entry.Division is not { Length: 6 } code || !code.All(char.IsAsciiDigit))
            yield break;
        foreach (var place in new[] { code[..2] + "0000", code[..4] + "00", code }.Distinct())
            yield return place;
    }
}
