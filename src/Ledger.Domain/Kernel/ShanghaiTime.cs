namespace Ledger.Domain.Kernel;

/// <summary>
/// The day in China. UTC+8 without exception: the summer time of 1986 to 1991 lies before any fact recorded here, and a fixed offset
/// needs no time zone files.
/// </summary>
public static class ShanghaiTime
{
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(8);

    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.ToOffset(Offset).DateTime);

    /// <summary>Its first moment: midnight in China, 16:00 UTC of the day before.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);
}
