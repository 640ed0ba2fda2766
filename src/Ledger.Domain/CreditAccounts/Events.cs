using Ledger.Domain.Kernel;

namespace Ledger.Domain.CreditAccounts;

// The names and properties below are what is stored. Add new optional properties; never rename, retype or remove one.
// Stream: credits-{year}-{person}. No name, identity number or employer's staff number may stand in any of them.

/// <summary>公需科目 or 专业科目 (Order 259 Art. 9).</summary>
public enum SubjectKind
{
    Public,
    Professional,
}

/// <summary>The six forms of Order 259 Art. 10 para. 2, in the order of its items.</summary>
public enum LearningForm
{
    Course = 1,
    Practice = 2,
    Academic = 3,
    Online = 4,
    Degree = 5,
    Other = 6,
}

/// <summary>Hours were claimed for taking part in something.</summary>
/// <param name="Entry">Random or derived id of this entry in the account.</param>
/// <param name="Project">The training project's id, where it has one.</param>
/// <param name="Activity">What was attended, in words; never a person's name.</param>
/// <param name="Provider">The institution's id, where a registered institution provided it.</param>
/// <param name="From">First day of the period, inclusive.</param>
/// <param name="To">Last day, inclusive. Its year is the account's year.</param>
/// <param name="Hours">学时, more than 0.</param>
/// <param name="Division">Six digits: where the person is employed, for statistics.</param>
/// <param name="Import">The import that brought it, where one did.</param>
[FactName("credits.claimed.v1")]
public sealed record HoursClaimed(
    Act Act, Guid Entry, LearningForm Form, SubjectKind Subject, decimal Hours, string? Project, string Activity, string? Provider,
    DateOnly From, DateOnly To, string? Division, string? Import) : ILegalFact;

/// <summary>The claim was recognised, in whole or in part.</summary>
[FactName("credits.recognised.v1")]
public sealed record HoursRecognised(Act Act, Guid Entry, decimal Hours) : ILegalFact;

[FactName("credits.refused.v1")]
public sealed record HoursRefused(Act Act, Guid Entry, string Code, string Reason) : ILegalFact;

/// <summary>First half of a correction: what was recognised is taken back in full.</summary>
/// <param name="Hours">The hours taken back, more than 0.</param>
[FactName("credits.reversed.v1")]
public sealed record HoursReversed(Act Act, Guid Entry, decimal Hours, string Reason) : ILegalFact;

/// <summary>Second half of a correction: the same participation stated anew under a new entry that names the old one.</summary>
[FactName("credits.restated.v1")]
public sealed record HoursRestated(
    Act Act, Guid Entry, Guid Replaces, LearningForm Form, SubjectKind Subject, decimal Hours, string? Project, string Activity,
    string? Provider, DateOnly From, DateOnly To, string? Division) : ILegalFact;

/// <summary>Recognition was revoked: untrue proof, or a project that was none.</summary>
[FactName("credits.revoked.v1")]
public sealed record HoursRevoked(Act Act, Guid Entry, decimal Hours, string Reason) : ILegalFact;
