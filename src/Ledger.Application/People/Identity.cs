using Ledger.Domain.Values;

namespace Ledger.Application.People;

/// <summary>A person as a report names them. Personal data: it goes to the vault and nowhere else.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Employer">工作单位 as the report names it.</param>
/// <param name="Division">Six digits: where the employer is.</param>
/// <param name="AsOf">The day the report speaks of; a later report's employer takes the place of an earlier one's.</param>
public sealed record Identity(ResidentIdentityNumber Number, string Name, string? Employer, string? Division, DateOnly AsOf)
{
    // A record prints its properties; this one must not.
    public override string ToString() => nameof(Identity);
}

/// <summary>What the vault says to an identity.</summary>
/// <param name="Person">The random id; empty where the person is not enrolled and was not to be.</param>
/// <param name="OtherName">The number is known under another name: one of the two is a slip.</param>
/// <param name="Enrolled">The person was not known before.</param>
public readonly record struct Resolved(Guid Person, bool OtherName, bool Enrolled);

/// <summary>An opened record. Personal data: show it to whom it was opened for, and keep it nowhere.</summary>
public sealed record RevealedPerson(Guid Person, string Number, string Paper, string Name, string? Employer, string? Division)
{
    public override string ToString() => nameof(RevealedPerson);
}
