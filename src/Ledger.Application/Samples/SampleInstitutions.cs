using System.Globalization;

namespace Ledger.Application.Samples;

/// <summary>The synthetic institutions of a year.</summary>
public static class SampleInstitutions
{
    /// <summary>How many of them provide projects.</summary>
    public const int Providers = 12;

    public static string IdOf(int year, int number) => string.Create(CultureInfo.InvariantCulture, $"sample-{year}-{number:D2}");
}
