using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.PublishedLists;

namespace Ledger.Projections.Tests;

/// <summary>Facts, with what a test does not care about filled in. All of it is synthetic.</summary>
internal static class Said
{
    public static Act On(int year, int month, int day) => new(new DateOnly(year, month, day), "hr-360000");

    public static Act On(DateOnly day) => new(day, "hr-360000");

    public static InstitutionRegistered Registered(Act act, string name, string division = "360102") =>
        new(act, name, "甲建设单位", null, division);

    public static InstitutionRenamed Renamed(Act act, string from, string to) => new(act, from, to);

    public static InstitutionListed Listed(Act act, string listing, ListingKind kind = ListingKind.Public, string lead = "hr-360000") =>
        new(act, listing, kind, lead, null);

    public static InstitutionDelisted Delisted(Act act, string listing) => new(act, listing, "d-1", "情节严重");

    public static EntryListed OnList(Act act, string list, string code, string name, string? authority = "江西省") =>
        new(act, list, code, name, "江西省", "南昌市", authority, "本科", null);

    public static HoursClaimed Claimed(
        Guid entry, decimal hours, SubjectKind subject = SubjectKind.Professional, LearningForm form = LearningForm.Course,
        string? provider = "a", string? project = null, string? division = "360102") =>
        new(On(2024, 6, 30), entry, form, subject, hours, project, "培训", provider, new(2024, 6, 1), new(2024, 6, 30), division, null);

    public static HoursRecognised Recognised(Guid entry, decimal hours) => new(On(2024, 7, 1), entry, hours);

    public static HoursReversed Reversed(Guid entry, decimal hours) => new(On(2024, 7, 2), entry, hours, "录入有误");

    public static HoursRevoked Revoked(Guid entry, decimal hours) => new(On(2024, 7, 3), entry, hours, "证明不实");

    public static HoursRefused Refused(Guid entry) => new(On(2024, 7, 1), entry, "credits.duplicate", "重复");

    public static HoursRestated Restated(
        Guid entry, Guid replaces, decimal hours, SubjectKind subject = SubjectKind.Professional, string? provider = "a",
        string? project = null, string? division = "360102") =>
        new(On(2024, 7, 2), entry, replaces, LearningForm.Course, subject, hours, project, "培训", provider, new(2024, 6, 1),
            new(2024, 6, 30), division);

    public static IReadOnlyList<IFact> RecognisedClaim(Guid entry, decimal hours, SubjectKind subject = SubjectKind.Professional) =>
        [Claimed(entry, hours, subject), Recognised(entry, hours)];

    public static string Institution(string id) => StreamIds.Institution(id);

    public static string Credits(Guid person, int year = 2024) => StreamIds.Credits(year, person);
}
