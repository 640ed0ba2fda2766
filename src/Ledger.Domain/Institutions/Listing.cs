using Ledger.Domain.Kernel;

namespace Ledger.Domain.Institutions;

/// <summary>A place in the recommended directory: determined, then current from its publication, then perhaps ended.</summary>
/// <param name="Lead">The authority that determined it, as recorded then: the only one that may end it (Order 259 Art. 25).</param>
/// <param name="Co">The authority it determined together with (会同); may not end it alone.</param>
public abstract record Listing(string Id, ListingKind Kind, string Lead, string? Co)
{
    /// <summary>Whether it was in the directory on the day.</summary>
    public bool StoodOn(DateOnly day) => this switch
    {
        Current current => current.Since <= day,
        Ended ended => ended.Fact.Act.On <= day && day < ended.On,
        _ => false,
    };

    /// <summary>Determined and not published yet (赣人社规〔2023〕1号 Art. 7(3)).</summary>
    public sealed record Determined(ListingDetermined Fact) : Listing(Fact.Listing, Fact.Kind, Fact.Lead, Fact.Co);

    /// <summary>In the directory.</summary>
    /// <param name="OpenDecision">The decision that proposes to end it, while one is open.</param>
    public sealed record Current(InstitutionListed Fact, string? OpenDecision = null)
        : Listing(Fact.Listing, Fact.Kind, Fact.Lead, Fact.Co)
    {
        public DateOnly Since => Fact.Act.On;
    }

    /// <summary>Removed from the directory. Nothing brings it back; a new application does.</summary>
    public sealed record Ended(InstitutionListed Fact, InstitutionDelisted Delisting)
        : Listing(Fact.Listing, Fact.Kind, Fact.Lead, Fact.Co)
    {
        /// <summary>The first day no longer listed.</summary>
        public DateOnly On => Delisting.Act.On;
    }
}
