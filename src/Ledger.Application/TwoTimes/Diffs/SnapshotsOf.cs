using System.Globalization;
using System.Text.Json;
using Ledger.Projections.CreditHours;
using Ledger.Projections.Directory;

namespace Ledger.Application.TwoTimes.Diffs;

/// <summary>
/// Snapshots of what can be compared. Values are as the interface writes them, so that a difference can be looked up again.
/// </summary>
public static class SnapshotsOf
{
    /// <summary>An institution on a day: what it says of itself, its listings, and its places on published lists.</summary>
    /// <param name="found">Null where nothing was known of it.</param>
    public static Snapshot Institution(InstitutionDetails? found) => found is null ? Snapshot.Empty : new Snapshot(
    [
        .. Itself(found),
        .. found.Entries.Where(entry => IsInForce(entry.ValidFrom, entry.ValidTo, found.ValidAt)).Select(entry => Entry(entry, found)),
    ]);

    /// <summary>A person's year: its sums, and each participation.</summary>
    public static Snapshot PersonYear(PersonYear found) => new(
    [
        new Thing("account", found.Year.ToString(CultureInfo.InvariantCulture),
        [
            ("total", Hours(found.Total)), ("publicHours", Hours(found.PublicHours)),
            ("professionalHours", Hours(found.ProfessionalHours)), ("missing", found.Missing is { } missing ? Hours(missing) : null),
        ]),
        .. found.Entries.Select(Entry),
    ]);

    /// <summary>One side of an entry of the directory; empty where it is not listed there.</summary>
    public static Snapshot Directory(EntryKey key, EntrySide? side) => side is null ? Snapshot.Empty : new Snapshot(
    [
        new Thing(KindOf(key.List), IdOf(key.List, key.Code),
        [
            ("name", side.Name), ("kind", side.Kind), ("authority", side.Authority), ("coAuthority", side.CoAuthority),
            ("division", side.Division), ("region", side.Region), ("seat", side.Seat), ("level", side.Level),
        ]),
    ]);

    /// <summary>Before its first day nothing is said of it: then it is not there.</summary>
    private static IEnumerable<Thing> Itself(InstitutionDetails found)
    {
        (string Name, string? Value)[] fields =
        [
            ("name", found.Name), ("host", found.Host), ("hostCreditCode", found.HostCreditCode), ("division", found.Division),
            ("address", found.Address), ("website", found.Website),
        ];
        if (fields.Any(field => field.Value is not null))
            yield return new Thing("institution", found.Institution, fields);
    }

    private static Thing Entry(EntryRange entry, InstitutionDetails found) => new(KindOf(entry.List), IdOf(entry.List, entry.Code),
    [
        ("name", entry.List is null ? null : PrintedName(entry, found)), ("kind", entry.Kind), ("status", Word(entry.Status)),
        ("authority", entry.Authority), ("coAuthority", entry.CoAuthority), ("region", entry.Region), ("seat", entry.Seat),
        ("level", entry.Level), ("remark", entry.Remark), ("decision", entry.Decision), ("ground", entry.Ground),
        ("since", Day(entry.ValidFrom)),
    ]);

    private static Thing Entry(CreditEntryRow entry) => new("entry", entry.Entry.ToString(),
    [
        ("activity", entry.Activity), ("form", Word(entry.Form)), ("subject", Word(entry.Subject)), ("status", Word(entry.Status)),
        ("claimedHours", Hours(entry.ClaimedHours)), ("hours", Hours(entry.Hours)), ("project", entry.Project),
        ("provider", entry.Provider), ("firstDay", Day(entry.From)), ("lastDay", Day(entry.To)), ("division", entry.Division),
        ("replaces", entry.Replaces?.ToString()), ("replacedBy", entry.ReplacedBy?.ToString()), ("note", entry.Note),
    ]);

    private static string? PrintedName(EntryRange entry, InstitutionDetails found) => found.Names.FirstOrDefault(name =>
        name.List == entry.List && name.Code == entry.Code && IsInForce(name.ValidFrom, name.ValidTo, found.ValidAt))?.Name;

    private static bool IsInForce(DateOnly from, DateOnly? until, DateOnly day) => from <= day && (until is null || until > day);

    private static string KindOf(string? list) => string.IsNullOrEmpty(list) ? "listing" : "place";

    private static string IdOf(string? list, string code) => string.IsNullOrEmpty(list) ? code : $"{list}/{code}";

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Hours(decimal hours) => hours.ToString("0.############################", CultureInfo.InvariantCulture);
}
