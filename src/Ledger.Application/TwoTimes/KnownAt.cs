using System.Globalization;

namespace Ledger.Application.TwoTimes;

/// <summary>
/// What the ledger had recorded by then: a position, or a time that stands for the last position at or before it. What it comes to,
/// <see cref="Moments"/> says.
/// </summary>
public sealed record KnownAt
{
    private KnownAt(long? position, DateTimeOffset? time) => (Position, Time) = (position, time);

    public long? Position { get; }

    public DateTimeOffset? Time { get; }

    public static KnownAt AtPosition(long position) =>
        position >= 0 ? new(position, null) : throw new ArgumentOutOfRangeException(nameof(position), position, "A position is 0 or more.");

    public static KnownAt AtTime(DateTimeOffset time) => new(null, time);

    /// <summary>
    /// A position in digits, or a time as RFC 3339 writes it, with its offset. A day alone is refused: whose midnight would it be?
    /// </summary>
    public static bool TryParse(string text, out KnownAt? known)
    {
        known = null;
        if (text.Length is > 0 and <= 18 && text.All(char.IsAsciiDigit))
            known = AtPosition(long.Parse(text, CultureInfo.InvariantCulture));
        else if (HasOffset(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            known = AtTime(time);
        return known is not null;
    }

    private static bool HasOffset(string text) =>
        text.Length is >= 17 and <= 40 && text[10] is 'T' or 't' && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-');
}
