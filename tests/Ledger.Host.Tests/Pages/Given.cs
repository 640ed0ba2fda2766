using System.Globalization;
using Ledger.Host.Wording;
using Ledger.Projections.Directory;

namespace Ledger.Host.Tests.Pages;

/// <summary>Facts and institutions for what pages make of them.</summary>
internal static class Given
{
    public static DateTimeOffset Recorded { get; } = new(2024, 6, 1, 0, 0, 0, TimeSpan.FromHours(8));

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static FactStory Fact(DateOnly? on, long position = 1, string what = "警告", DateTimeOffset? recordedAt = null) => new(
        position, position, recordedAt ?? Recorded, null, "institution.warned.v1", new Host.Wording.Wording(what, "Warned"),
        on, "hr-360000", null, null, [], []);

    public static InstitutionDetails Institution(IReadOnlyList<NameRange>? names = null, IReadOnlyList<EntryRange>? entries = null) =>
        new("i1", null, null, null, null, null, null, Day("2024-01-01"), names ?? [], entries ?? [], 1);

    public static EntryRange Entry(string code, EntryStatus status, string from, string? to = null) => new(
        "public", null, code, status, null, null, null, null, null, null, null, null, Day(from), to is null ? null : Day(to));

    public static NameRange Name(string name, string from, string? to = null) =>
        new(name, null, null, Day(from), to is null ? null : Day(to));
}
