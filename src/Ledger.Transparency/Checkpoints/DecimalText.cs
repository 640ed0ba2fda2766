using System.Globalization;

namespace Ledger.Transparency.Checkpoints;

/// <summary>Sizes and indexes as every C2SP text writes them: ASCII digits, no sign, no leading zero but in 0 itself.</summary>
internal static class DecimalText
{
    public static bool TryRead(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && (text[0] != '0' || text.Length == 1);

    public static string Write(long number) => number.ToString(CultureInfo.InvariantCulture);
}
