using Ledger.Host.Wording;

namespace Ledger.Host.Pages;

/// <summary>The facts of a day.</summary>
/// <param name="What">The fact, or the first of them and how many there are.</param>
public sealed record TimelineDay(DateOnly Day, int Facts, string What)
{
    /// <summary>In order, each day once.</summary>
    public static IReadOnlyList<TimelineDay> Of(IEnumerable<FactStory> facts) =>
    [
        .. facts.GroupBy(fact => TimeScale.Kept(fact.Day)).OrderBy(day => day.Key).Select(day => new TimelineDay(
            day.Key, day.Count(), day.Count() == 1 ? day.First().What.Zh : $"{day.First().What.Zh}等 {day.Count()} 项")),
    ];
}

/// <summary>One mark on the track: a day, or several too near each other to be told apart.</summary>
/// <param name="At">Of the first day, percent of the track.</param>
/// <param name="Last">Where its link leads: all that it stands for has taken effect by then.</param>
public sealed record TimelineMark(decimal At, DateOnly First, DateOnly Last, int Facts, string Words)
{
    public static IReadOnlyList<TimelineMark> Of(TimeScale scale, IReadOnlyList<TimelineDay> days)
    {
        var marks = new List<TimelineMark>();
        foreach (var day in days)
        {
            var at = scale.At(day.Day);
            if (marks is [.., var last] && at - last.At < TimelineLimits.MarkPercent)
                marks[^1] = last.With(day);
            else
                marks.Add(new TimelineMark(at, day.Day, day.Day, day.Facts, $"{Days.Text(day.Day)} {day.What}"));
        }

        return marks;
    }

    private TimelineMark With(TimelineDay day) => this with
    {
        Last = day.Day,
        Facts = Facts + day.Facts,
        Words = $"{Days.Text(First)} 至 {Days.Text(day.Day)}，{Facts + day.Facts} 项",
    };
}
