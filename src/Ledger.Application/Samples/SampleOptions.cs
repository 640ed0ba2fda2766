using Ledger.Domain.Kernel;

namespace Ledger.Application.Samples;

/// <summary>A synthetic year. The same options give the same bytes.</summary>
/// <param name="People">How many people; about <see cref="SampleLimits.EntriesPerPerson"/> entries each.</param>
public sealed record SampleOptions(int People, int Year, ulong Seed)
{
    /// <exception cref="ArgumentOutOfRangeException">
    /// More people than there are synthetic ones, or a year that the ledger does not keep.
    /// </exception>
    public SampleOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(People);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(People, SampleLimits.People);
        ArgumentOutOfRangeException.ThrowIfLessThan(Year, Limits.EarliestDay.Year + 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Year, Limits.LatestDay.Year);
        return this;
    }
}

public static class SampleLimits
{
    /// <summary>People in one sample: a province.</summary>
    public const int People = 5_000_000;

    /// <summary>Entries a person has, about.</summary>
    public const int EntriesPerPerson = 12;
}
