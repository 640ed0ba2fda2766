namespace Ledger.Host.Pages;

/// <summary>What bounds a page of many facts, each with its unit. What is past a bound is counted, and a link leads to it.</summary>
public static class TimelineLimits
{
    /// <summary>The least distance between two marks on the track, percent of its width; nearer ones are one mark with a count.</summary>
    public const decimal MarkPercent = 2.2m;

    /// <summary>Years with a label, so that four digits have their room on a phone.</summary>
    public const int YearLabels = 8;

    /// <summary>Where the last label may stand, percent of the track; further right it would leave a phone's screen.</summary>
    public const decimal LastLabelPercent = 92;

    /// <summary>Years with a line of their own; a longer track has lines at its labels only.</summary>
    public const int YearLines = 40;

    /// <summary>Lanes drawn below the track.</summary>
    public const int Lanes = 12;

    /// <summary>Bars of one lane that are drawn one by one; in a fuller lane, neighbours are drawn as one.</summary>
    public const int BarsPerLane = 40;

    /// <summary>Days listed as stops; past it, only those of the chosen year.</summary>
    public const int Days = 60;

    /// <summary>Days listed with what happened on them; past it, the day and a count must do.</summary>
    public const int DaysInWords = 24;

    /// <summary>Recordings listed before the one that the page stands at.</summary>
    public const int Recordings = 12;

    /// <summary>Facts on one page of the history.</summary>
    public const int HistoryRows = 100;

    /// <summary>Rows of the other tables of an institution.</summary>
    public const int TableRows = 100;
}
