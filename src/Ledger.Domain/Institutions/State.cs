using Ledger.Domain.Kernel;
using Ledger.Domain.PublishedLists;

namespace Ledger.Domain.Institutions;

/// <summary>
/// An institution as its facts tell it. States are types: what cannot be asked of a state cannot be written down. A fold never refuses:
/// facts are lawful when they are written, and one that today's rules would not allow still happened.
/// </summary>
public abstract record Institution
{
    private Institution() { }

    public static Institution Initial { get; } = new Unknown();

    /// <summary>What every state but <see cref="Unknown"/> keeps: which official lists name it.</summary>
    public Held<ListEntry> Entries { get; private init; } = Held.None<ListEntry>();

    public static Institution Fold(IEnumerable<IFact> facts) => facts.Aggregate(Initial, (institution, fact) => institution.Evolve(fact));

    public Institution Evolve(IFact fact) => fact switch
    {
        InstitutionRegistered registered when this is not Registered => new Registered(registered) { Entries = Entries },
        EntryListed or EntryRenamed or EntryAuthorityChanged or EntryDetailsChanged or EntryNoLongerListed => EvolveEntries(fact),
        _ when this is Registered institution => institution.EvolveLife(fact),
        _ => this,
    };

    /// <summary>Nothing is known of it.</summary>
    public sealed record Unknown : Institution;

    /// <summary>Known from an official list alone. It has said nothing itself, and can be registered to become a full one.</summary>
    public sealed record KnownFromList(string Name, Held<string> FormerNames) : Institution
    {
        internal KnownFromList Renamed(string to) => to == Name ? this : this with { Name = to, FormerNames = FormerNames.Add(Name) };
    }

    /// <summary>Registered, with all that followed.</summary>
    public sealed record Registered(InstitutionRegistered Registration) : Institution
    {
        public string Name => Renamings.Count == 0 ? Registration.Name : Renamings[^1].To;

        /// <summary>Oldest first.</summary>
        public IEnumerable<string> FormerNames => Renamings.Select(renaming => renaming.From);

        public Held<InstitutionRenamed> Renamings { get; private init; } = Held.None<InstitutionRenamed>();

        /// <summary>Each change as it was reported: null in it leaves what stood before.</summary>
        public Held<ContactChanged> Contacts { get; private init; } = Held.None<ContactChanged>();

        public string? Address => Contacts.LastOrDefault(contact => contact.Address is not null)?.Address;
        public string? Website => Contacts.LastOrDefault(contact => contact.Website is not null)?.Website;
        public Guid? ContactCard => Contacts.LastOrDefault(contact => contact.ContactCard is not null)?.ContactCard;

        public LegalRepresentativeChanged? Representative { get; private init; }
        public Held<Application> Applications { get; private init; } = Held.None<Application>();
        public Held<Listing> Listings { get; private init; } = Held.None<Listing>();
        public Held<InstitutionInspected> Inspections { get; private init; } = Held.None<InstitutionInspected>();
        public Held<Assessment> Assessments { get; private init; } = Held.None<Assessment>();
        public Held<Correction> Corrections { get; private init; } = Held.None<Correction>();
        public Held<InstitutionWarned> Warnings { get; private init; } = Held.None<InstitutionWarned>();
        public Held<InstitutionCriticised> Criticisms { get; private init; } = Held.None<InstitutionCriticised>();

        public Held<AnnualPlan> Plans { get; private init; } = Held.None<AnnualPlan>();

        /// <summary>The years whose plans were noted as overdue, whatever came of them later.</summary>
        public Held<PlanOverdue> OverduePlans { get; private init; } = Held.None<PlanOverdue>();

        public Held<Base> Bases { get; private init; } = Held.None<Base>();

        public bool IsListed => Listings.Any(listing => listing is Institutions.Listing.Current);

        /// <summary>Whether it was in the directory on the day, by whatever listing.</summary>
        public bool WasListedOn(DateOnly day) => Listings.Any(listing => listing.StoodOn(day));

        public AnnualPlan? Plan(string id) => Plans.FirstOrDefault(plan => plan.Id == id);

        /// <summary>The plan for a year that was handed in and not returned.</summary>
        public AnnualPlan? StandingPlan(int year) => Plans.FirstOrDefault(plan => plan is not AnnualPlan.Returned && plan.Year == year);

        /// <summary>Whether a plan for the year had been handed in by the day and not been returned by then.</summary>
        public bool HadPlan(int year, DateOnly day) => Plans.Any(plan => plan.Year == year && plan.StoodOn(day));

        public Base? Base(string id) => Bases.FirstOrDefault(one => one.Id == id);

        public Application? Application(string id) => Applications.FirstOrDefault(application => application.Id == id);

        public Listing? Listing(string id) => Listings.FirstOrDefault(listing => listing.Id == id);

        public Assessment? Assessment(string id) => Assessments.FirstOrDefault(assessment => assessment.Id == id);

        public Correction? Correction(string id) => Corrections.FirstOrDefault(correction => correction.Id == id);

        /// <summary>A listing of this kind by this authority that is determined or current, and so bars a second one.</summary>
        public Listing? Standing(ListingKind kind, string lead) =>
            Listings.FirstOrDefault(listing => listing is not Institutions.Listing.Ended && listing.Kind == kind && listing.Lead == lead);

        internal Registered EvolveLife(IFact fact) => fact switch
        {
            InstitutionApplied applied => With(Institutions.Application.From(applied)),
            ApplicationSupplemented supplement => With(Application(supplement.Application)?.Add(supplement)),
            ApplicationReviewed review => With(Application(review.Application)?.Add(review)),
            ApplicationRefused refused => With(Application(refused.Application)?.Add(refused)),
            ListingDetermined determined => With(Application(determined.Application)?.Add(determined))
                .With(Listing(determined.Listing) ?? new Listing.Determined(determined)),
            // What has ended stays ended, whatever a stream may say later.
            InstitutionListed listed when Listing(listed.Listing) is not Institutions.Listing.Ended => With(new Listing.Current(listed)),
            DelistingOpened opened => With(Listing(opened.Listing) is Listing.Current current
                ? current with { OpenDecision = opened.Decision } : null),
            DelistingWithdrawn withdrawn => With(Listing(withdrawn.Listing) is Listing.Current current
                ? current with { OpenDecision = null } : null),
            InstitutionDelisted delisted => With(Listing(delisted.Listing) is Listing.Current current
                ? new Listing.Ended(current.Fact, delisted) : null).WithoutBasesOn(delisted),
            _ => EvolveDuties(fact),
        };

        /// <summary>What the institution owes at a year's end, and what it is as a base.</summary>
        private Registered EvolveDuties(IFact fact) => fact switch
        {
            AnnualPlanSubmitted submitted => With(new AnnualPlan.Submitted(submitted)),
            AnnualPlanReviewed review => With(Plan(review.Plan)?.Add(review)),
            PlanOverdue overdue => this with { OverduePlans = OverduePlans.Add(overdue) },
            BaseSelected selected => With(Institutions.Base.From(selected)),
            BaseReviewed review => With((Base(review.Base) as Base.Current)?.Add(review)),
            BaseReviewOverdue overdue => With((Base(overdue.Base) as Base.Current)?.Add(overdue)),
            CorrectionOverdue overdue => With(Correction(overdue.Order) is Correction.Ordered open
                ? open with { Overdue = overdue } : null),
            _ => EvolveFile(fact),
        };

        /// <summary>The institution's file: what was reported, found, assessed and ordered, apart from its listings.</summary>
        private Registered EvolveFile(IFact fact) => fact switch
        {
            InstitutionRenamed renamed => this with { Renamings = Renamings.Add(renamed) },
            ContactChanged contact => this with { Contacts = Contacts.Add(contact) },
            LegalRepresentativeChanged changed => this with { Representative = changed },
            InstitutionInspected inspected => this with { Inspections = Inspections.Add(inspected) },
            InstitutionAssessed assessed => With(new Assessment.Unpublished(assessed)),
            AssessmentPublished published => With(Assessment(published.Assessment) is { } assessment
                ? new Assessment.Published(assessment.Fact, published) : null),
            CorrectionOrdered ordered => With(new Correction.Ordered(ordered)),
            CorrectionAccepted accepted => With(Correction(accepted.Order) is { } correction
                ? new Correction.Accepted(correction.Order, accepted) : null),
            CorrectionFailed failed => With(Correction(failed.Order) is { } correction
                ? new Correction.Failed(correction.Order, failed) : null),
            InstitutionWarned warned => this with { Warnings = Warnings.Add(warned) },
            InstitutionCriticised criticised => this with { Criticisms = Criticisms.Add(criticised) },
            _ => this,
        };

        private Registered With(Application? application) => application is null ? this
            : this with { Applications = Applications.Put(application, other => other.Id == application.Id) };

        private Registered With(Listing? listing) => listing is null ? this
            : this with { Listings = Listings.Put(listing, other => other.Id == listing.Id) };

        private Registered With(AnnualPlan? plan) => plan is null ? this
            : this with { Plans = Plans.Put(plan, other => other.Id == plan.Id) };

        private Registered With(Base? one) => one is null ? this : this with { Bases = Bases.Put(one, other => other.Id == one.Id) };

        /// <summary>A base ends with the listing it was selected from: it is one of the listed institutions, or none.</summary>
        private Registered WithoutBasesOn(InstitutionDelisted delisted) => Bases.OfType<Base.Current>()
            .Where(standing => standing.Selection.Listing == delisted.Listing)
            .Aggregate(this, (institution, standing) => institution.With(standing.EndWith(delisted)));

        private Registered With(Assessment? assessment) => assessment is null ? this
            : this with { Assessments = Assessments.Put(assessment, other => other.Id == assessment.Id) };

        private Registered With(Correction? correction) => correction is null ? this
            : this with { Corrections = Corrections.Put(correction, other => other.Id == correction.Id) };
    }

    /// <summary>The name that a list prints is the institution's name only while nobody has registered it.</summary>
    private Institution EvolveEntries(IFact fact)
    {
        var entries = fact switch
        {
            EntryListed listed => Entries.Put(
                new ListEntry(listed.List, listed.Code, listed.Name, listed.Region, listed.Authority, OnList: true),
                entry => entry.List == listed.List),
            EntryRenamed renamed => Change(renamed.List, entry => entry with { Name = renamed.To }),
            EntryAuthorityChanged changed => Change(changed.List, entry => entry with { Authority = changed.To }),
            EntryDetailsChanged changed => Change(changed.List, entry => entry with { Region = changed.Region }),
            EntryNoLongerListed absent => Change(absent.List, entry => entry with { OnList = false }),
            _ => Entries,
        };
        return NamedBy(fact) with { Entries = entries };
    }

    private Institution NamedBy(IFact fact) => (this, fact) switch
    {
        (Unknown, EntryListed listed) => new KnownFromList(listed.Name, Held.None<string>()),
        (KnownFromList known, EntryListed listed) => known.Renamed(listed.Name),
        (KnownFromList known, EntryRenamed renamed) => known.Renamed(renamed.To),
        _ => this,
    };

    private Held<ListEntry> Change(string list, Func<ListEntry, ListEntry> change) =>
        Entries.FirstOrDefault(entry => entry.List == list) is { } found ? Entries.Put(change(found), entry => entry == found) : Entries;
}
