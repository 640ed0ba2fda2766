using System.Globalization;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.RulePacks;
using Ledger.Projections.Engine;

namespace Ledger.Projections.CreditHours;

/// <summary>What a year asks for, as the rule pack says it: no number of the law stands in this assembly.</summary>
/// <param name="Required">学时 a year, at least.</param>
/// <param name="ShareOf">Professional subjects: this many parts ...</param>
/// <param name="ShareIn">... of this many (two of three). Whole numbers, because 0.6667 is not two thirds.</param>
/// <param name="FirstYear">The first year that the article reaches; what was asked of earlier years it does not say.</param>
public sealed record YearRule(decimal Required, int ShareOf, int ShareIn, int FirstYear = 0)
{
    /// <exception cref="FormatException">The pack's parameters are not numbers; packs are checked when loaded.</exception>
    public static YearRule From(RulePack pack)
    {
        var share = pack[Rules.ProfessionalShare].Values;
        return new YearRule(
            pack[Rules.YearlyHours].Number ?? throw new FormatException($"{Rules.YearlyHours} has no number."),
            Part(share, 0),
            Part(share, 1),
            pack.InstrumentOf(Rules.YearlyHours).InForceFrom?.Year ?? 0);
    }

    public bool Reaches(int year) => year >= FirstYear;

    public bool IsMet(decimal total) => total >= Required;

    /// <summary>Of what the person has in all. Nothing of nothing is not a share that is met.</summary>
    public bool ShareIsMet(decimal total, decimal professional) => total > 0 && professional * ShareIn >= total * ShareOf;

    private static int Part(IReadOnlyList<string>? share, int index) =>
        share is { Count: 2 }
            ? int.Parse(share[index], CultureInfo.InvariantCulture)
            : throw new FormatException($"{Rules.ProfessionalShare} has no two values.");
}

/// <summary>A person's hours in a year (Order 259 Art. 20) with the entries behind the figure.</summary>
/// <param name="Required">学时 the pack asks for; null, with the three below, for a year before its article was in force.</param>
/// <param name="Met">Hard: total at least <paramref name="Required"/>.</param>
/// <param name="Missing">学时 short of it; 0 when met.</param>
/// <param name="ShareMet">Soft (一般): shown and reminded of, never a ground of refusal.</param>
/// <param name="Entries">In the order they were claimed, those refused and taken back included.</param>
/// <param name="Position">The position the figures stand at.</param>
/// <param name="ValidAt">Facts that take effect later play no part; null when none was left out.</param>
public sealed record PersonYear(
    Guid Person,
    int Year,
    decimal Total,
    decimal PublicHours,
    decimal ProfessionalHours,
    decimal? Required,
    bool? Met,
    decimal? Missing,
    bool? ShareMet,
    IReadOnlyList<CreditEntryRow> Entries,
    long Position,
    DateOnly? ValidAt = null) : IStandsAt;

/// <summary>One participation as it stands in the account.</summary>
/// <param name="ClaimedHours">学时 claimed or restated.</param>
/// <param name="Hours">学时 that count now: 0 unless recognised.</param>
/// <param name="Replaces">The entry this one states anew.</param>
/// <param name="ReplacedBy">The entry that states this one anew.</param>
/// <param name="Note">The code of a refusal, or the reason something was taken back.</param>
/// <param name="ClaimedAt">Position of the fact that made the entry.</param>
/// <param name="ChangedAt">Position of the last fact about it.</param>
public sealed record CreditEntryRow(
    Guid Entry,
    LearningForm Form,
    SubjectKind Subject,
    CreditEntryStatus Status,
    decimal ClaimedHours,
    decimal Hours,
    string? Project,
    string Activity,
    string? Provider,
    DateOnly From,
    DateOnly To,
    string? Division,
    Guid? Replaces,
    Guid? ReplacedBy,
    string? Note,
    long ClaimedAt,
    long ChangedAt);

public enum CreditEntryStatus
{
    Claimed,
    Recognised,
    Refused,
    Reversed,
    Revoked,
}

/// <summary>Who is short of hours in a year.</summary>
/// <param name="Among">
/// Only these persons, such as an employer's staff; those with no hours at all are then among the answers. Null for everyone who has an
/// account in the year: the ledger does not know of people it never heard of.
/// </param>
/// <param name="Division">Six digits, rolled up: employed there by the claim recorded last. Null for everywhere.</param>
/// <param name="After">The last person of the page before.</param>
/// <param name="Limit">Rows, 1 to 1,000.</param>
public sealed record ShortSearch(
    int Year, IReadOnlyCollection<Guid>? Among = null, string? Division = null, Guid? After = null, int Limit = 100);

/// <param name="Next">Give it as <see cref="ShortSearch.After"/>; null on the last page.</param>
/// <param name="Required">学时 the year asks for; null for a year that the article does not reach, of which nobody is short.</param>
public sealed record ShortPage(IReadOnlyList<ShortRow> Rows, Guid? Next, decimal? Required, long Position);

/// <param name="Missing">学时 short of what the year asks for.</param>
public sealed record ShortRow(Guid Person, decimal Total, decimal PublicHours, decimal ProfessionalHours, decimal Missing, bool ShareMet);
