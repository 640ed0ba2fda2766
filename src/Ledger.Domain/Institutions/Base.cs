using Ledger.Domain.Kernel;

namespace Ledger.Domain.Institutions;

/// <summary>A base of continuing education (继续教育基地), cycle after cycle until it is adjusted away or its listing ends.</summary>
public abstract record Base(BaseSelected Selection, Held<BaseReviewed> Reviews)
{
    public string Id => Selection.Base;

    public BaseLevel Level => Selection.BaseLevel;

    /// <summary>The authority that selected it, and so manages it (谁确定、谁管理).</summary>
    public string Selector => Selection.Act.By;

    /// <summary>The day of its last step; no later step may be dated before it.</summary>
    public DateOnly LastDay => Reviews.Latest?.Act.On ?? Selection.Act.On;

    public static Base From(BaseSelected selected) => new Current(
        selected, Held.None<BaseReviewed>(), selected.Act.On, selected.Until, Held.None<BaseReviewOverdue>());

    /// <param name="Begins">The first day of the cycle that is to be reviewed next.</param>
    /// <param name="Until">Its last day. The base stays one after it, until it is reviewed.</param>
    /// <param name="Overdue">The ends of cycles that went by without a review.</param>
    public sealed record Current(
        BaseSelected Selection, Held<BaseReviewed> Reviews, DateOnly Begins, DateOnly Until, Held<BaseReviewOverdue> Overdue)
        : Base(Selection, Reviews)
    {
        public bool IsNoted(DateOnly due) => Overdue.Any(note => note.Due == due);

        internal Base Add(BaseReviewed review) => review is { Kept: true, Until: { } until }
            ? this with { Reviews = Reviews.Add(review), Begins = Until.AddDays(1), Until = until }
            : new Ended(Selection, Reviews.Add(review), review.Act.On, null);

        internal Base Add(BaseReviewOverdue overdue) => this with { Overdue = Overdue.Add(overdue) };

        internal Base EndWith(InstitutionDelisted delisted) => new Ended(Selection, Reviews, delisted.Act.On, delisted);
    }

    /// <param name="On">The first day no longer a base.</param>
    /// <param name="Delisting">What ended its listing, and the base with it; null where a review adjusted it away.</param>
    public sealed record Ended(BaseSelected Selection, Held<BaseReviewed> Reviews, DateOnly On, InstitutionDelisted? Delisting)
        : Base(Selection, Reviews);
}
