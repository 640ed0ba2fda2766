using System.Globalization;
using Ledger.Application.People;
using Ledger.Domain.Values;

namespace Ledger.Application.Tests.People;

/// <summary>People who do not exist: numbers with a right check digit over a synthetic serial, names that say so.</summary>
internal static class Synthetic
{
    public static readonly DateOnly Today = new(2026, 1, 1);

    public static string Number(int serial) => NumberIn("360102", serial);

    public static string NumberIn(string county, int serial)
    {
        var born = new DateOnly(1960, 1, 1).AddDays(serial % 14_000);
        var digits = string.Create(CultureInfo.InvariantCulture, $"{county}{born:yyyyMMdd}{serial / 14_000 % 1_000:D3}");
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return digits + "10X98765432"[digits.Select((digit, i) => (digit - '0') * weights[i]).Sum() % 11];
    }

    public static ResidentIdentityNumber Identity(int serial) =>
        ResidentIdentityNumber.TryParse(Number(serial), Today, out var number, out var problem)
            ? number
            : throw new InvalidOperationException(problem.Code);

    public static Identity Person(int serial, string? name = null, string? employer = "合成单位", string asOf = "2025-05-09") =>
        new(Identity(serial), name ?? $"合成甲{serial:D4}", employer, "360102", DateOnly.Parse(asOf, CultureInfo.InvariantCulture));
}
