using Ledger.Domain.Codes;
using Ledger.Domain.Values;

namespace Ledger.Host.Wording;

/// <summary>Division codes in words. A code that no list has stands alone.</summary>
public static class DivisionWords
{
    /// <summary>江西省/南昌市; null for what is no code, or one that is not known.</summary>
    public static string? Path(DivisionRegister register, string? code) =>
        DivisionCode.TryParse(code, out var division, out _) ? register.PathOf(division) : null;

    /// <summary>360100 江西省/南昌市.</summary>
    public static string? Zh(DivisionRegister register, string? code) =>
        Path(register, code) is { } path ? $"{code} {path}" : code;
}
