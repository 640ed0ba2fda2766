namespace Ledger.Application.TwoTimes;

/// <summary>Both times of a question, settled before anything is read.</summary>
/// <param name="ValidAt">
/// The day in force. Where the question names none: the day on which the position was recorded, the day of the time asked for, or today
/// when the question is about now. At a fixed position nothing therefore depends on the day of asking.
/// </param>
/// <param name="DayAsked">The day as the question names it; null where it names none.</param>
/// <param name="Position">What is known: everything at or below it. Null for now, which each read model then says itself.</param>
/// <param name="LastKnownDay">
/// The last day of which something could be known: the one that stands in where no day is asked for. A term that ends later had not gone
/// by, whatever day is asked about.
/// </param>
/// <param name="IsFixed">Asked for as a position: the answer is the same for ever.</param>
public sealed record Moment(DateOnly ValidAt, DateOnly? DayAsked, long? Position, DateOnly LastKnownDay, bool IsFixed)
{
    public static Moment Now(DateOnly today) => new(today, null, null, today, false);
}

/// <summary>What two times come to.</summary>
public abstract record MomentAnswer
{
    private MomentAnswer() { }

    public sealed record Settled(Moment Moment) : MomentAnswer;

    /// <summary>Nothing is recorded there yet. Whoever answered with the head would answer otherwise tomorrow.</summary>
    public sealed record BeyondHead(long Asked, long Head) : MomentAnswer;

    /// <summary>The standby that is read from has not come to it; the primary may have, or it may not be there.</summary>
    /// <param name="Position">The last that is here.</param>
    /// <param name="Primary">The service that knows.</param>
    public sealed record NotHere(long Position, Uri Primary) : MomentAnswer;

    /// <summary>What will be known by then, nobody knows.</summary>
    public sealed record ToCome(DateTimeOffset Asked, DateTimeOffset Now) : MomentAnswer;
}
