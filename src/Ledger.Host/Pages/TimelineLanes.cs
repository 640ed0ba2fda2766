using System.Globalization;
using Ledger.Host.Wording;
using Ledger.Projections.Directory;

namespace Ledger.Host.Pages;

/// <summary>What a bar stands for.</summary>
public enum BarKind
{
    Listed,
    Ended,
    Name,

    /// <summary>Several periods that are drawn as one.</summary>
    Several,
}

/// <summary>A period on a lane.</summary>
/// <param name="At">Where it begins, percent of the track.</param>
/// <param name="Width">Percent of the track.</param>
/// <param name="Text">Written in the bar as far as there is room.</param>
/// <param name="Words">What it is, and its days.</param>
public sealed record TimelineBar(BarKind Kind, decimal At, decimal Width, string Text, string Words);

/// <summary>A listing, a place on a published list, or the names, over the years.</summary>
public sealed record TimelineLane(string Label, IReadOnlyList<TimelineBar> Bars)
{
    private sealed record Period(BarKind Kind, string Text, DateOnly From, DateOnly? Until);

    /// <summary>The listings and places in the order of the tables, then one lane for the names.</summary>
    public static IEnumerable<TimelineLane> Of(TimeScale scale, InstitutionDetails found, Func<string, string> titleOf)
    {
        var entries = found.Entries.GroupBy(entry => (entry.List, entry.Code)).Select(lane => new TimelineLane(
            $"{Title(lane.First(), titleOf)} {lane.Key.Code}", Drawn(scale, [.. lane.Select(Of)])));
        var names = found.Names.GroupBy(name => (name.List, name.Code)).FirstOrDefault();
        return names is null ? entries : entries.Append(new TimelineLane(
            "名称", Drawn(scale, [.. names.Select(name => new Period(BarKind.Name, name.Name, name.ValidFrom, name.ValidTo))])));
    }

    /// <summary>The list's title, or what kind of listing it is.</summary>
    public static string Title(EntryRange entry, Func<string, string> titleOf) =>
        entry.List is { } list ? titleOf(list) : Wording.Words.Value("kind", entry.Kind)?.Zh ?? entry.Kind;

    private static Period Of(EntryRange entry) => entry.Status == EntryStatus.Listed
        ? new Period(BarKind.Listed, entry.List is null ? "在列" : "在名单", entry.ValidFrom, entry.ValidTo)
        : new Period(BarKind.Ended, Wording.Words.Zh("status", entry.Status), entry.ValidFrom, entry.ValidTo);

    private static List<TimelineBar> Drawn(TimeScale scale, IReadOnlyList<Period> periods)
    {
        var joined = Joined(periods);
        var bars = new List<TimelineBar>();
        var count = 1;
        foreach (var period in joined)
        {
            var bar = Bar(scale, period);
            if (joined.Count <= TimelineLimits.BarsPerLane || bars is not [.., var last] || bar.At - last.At >= TimelineLimits.MarkPercent)
            {
                bars.Add(bar);
                count = 1;
                continue;
            }

            count++;
            bars[^1] = last with
            {
                Kind = BarKind.Several,
                Width = bar.At + bar.Width - last.At,
                Text = count.ToString(CultureInfo.InvariantCulture),
                Words = $"{count} 个时期，最后为 {bar.Words}",
            };
        }

        return bars;
    }

    /// <summary>Periods that follow on each other and say the same are one: a change of authority does not end a listing.</summary>
    private static List<Period> Joined(IReadOnlyList<Period> periods)
    {
        var joined = new List<Period>();
        foreach (var period in periods)
        {
            if (joined is [.., var last] && last.Until == period.From && last.Kind == period.Kind && last.Text == period.Text)
                joined[^1] = last with { Until = period.Until };
            else
                joined.Add(period);
        }

        return joined;
    }

    private static TimelineBar Bar(TimeScale scale, Period period)
    {
        var (from, until) = (scale.At(period.From), scale.At(period.Until ?? scale.Until));
        return new TimelineBar(period.Kind, from, until - from, period.Text, $"{period.Text}，{Days.Range(period.From, period.Until)}");
    }
}
