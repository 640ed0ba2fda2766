using Ledger.Domain.Kernel;

namespace Ledger.Domain.Institutions;

/// <summary>An application to be listed, by how far it has come.</summary>
/// <param name="LastReview">The latest review, also where a supplement has come after it.</param>
public abstract record Application(InstitutionApplied Applied, Held<ApplicationSupplemented> Supplements, ApplicationReviewed? LastReview)
{
    public string Id => Applied.Application;

    /// <summary>The day of its last step; no later step may be dated before it.</summary>
    public DateOnly LastDay => Supplements.Select(supplement => supplement.Act.On)
        .Append(Applied.Act.On).Append(LastReview?.Act.On ?? Applied.Act.On).Max();

    public static Application From(InstitutionApplied applied) => new Open(applied, Held.None<ApplicationSupplemented>(), null);

    /// <summary>Handed in, perhaps supplemented, and not reviewed since.</summary>
    public sealed record Open(InstitutionApplied Applied, Held<ApplicationSupplemented> Supplements, ApplicationReviewed? LastReview)
        : Application(Applied, Supplements, LastReview);

    public sealed record Reviewed(InstitutionApplied Applied, Held<ApplicationSupplemented> Supplements, ApplicationReviewed Review)
        : Application(Applied, Supplements, Review);

    public sealed record Determined(Application Before, ListingDetermined Determination)
        : Application(Before.Applied, Before.Supplements, Before.LastReview);

    public sealed record Refused(Application Before, ApplicationRefused Refusal)
        : Application(Before.Applied, Before.Supplements, Before.LastReview);

    /// <summary>What was supplemented has to be reviewed, even where a review went before.</summary>
    internal Application Add(ApplicationSupplemented supplement) => new Open(Applied, Supplements.Add(supplement), LastReview);

    internal Application Add(ApplicationReviewed review) => new Reviewed(Applied, Supplements, review);

    internal Application Add(ListingDetermined determination) => new Determined(this, determination);

    internal Application Add(ApplicationRefused refusal) => new Refused(this, refusal);
}
