namespace Ledger.Domain.RulePacks;

/// <summary>The names of the parameters that every pack carries and code decides with.</summary>
public static class Rules
{
    /// <summary>Hours a year: 90 (Order 259 Art. 10).</summary>
    public const string YearlyHours = "hours.yearly";

    /// <summary>Professional share of the total, soft: two thirds (Order 259 Art. 10). Numbers as thirds: <c>0.6667</c> is never used;
    /// see Values 2 and 3.</summary>
    public const string ProfessionalShare = "hours.professional-share";

    /// <summary>The six forms (Order 259 Art. 10 para. 2).</summary>
    public const string Forms = "hours.forms";

    /// <summary>A participation across the year's end counts in the year it was completed (choice; 当年, Art. 10 para. 2).</summary>
    public const string YearOfCompletion = "hours.year-of-completion";

    /// <summary>The institution reports completion (2023 No. 1 Art. 10).</summary>
    public const string ReportCompletion = "hours.report";

    /// <summary>The recognition method is the province's to make (Order 259 Art. 10 para. 3); until it is published, a report is
    /// recognised as it stands (choice).</summary>
    public const string Recognition = "hours.recognition";

    /// <summary>The same participation counts once (choice).</summary>
    public const string Duplicates = "hours.duplicates";

    /// <summary>Proof is issued truthfully (Order 259 Art. 15); what is not true is revoked.</summary>
    public const string TruthfulProof = "hours.truthful-proof";

    /// <summary>The human resources authorities keep the statistics (Order 259 Art. 20).</summary>
    public const string Statistics = "statistics.edition";

    /// <summary>Who may be an institution (Order 259 Art. 13).</summary>
    public const string Registration = "institution.registration";

    public const string Application = "institution.application";
    public const string Review = "institution.review";

    /// <summary>Public subjects: the provincial HR authority alone (2023 No. 1 Art. 3 para. 2).</summary>
    public const string DeterminePublic = "institution.determine-public";

    /// <summary>Professional subjects: an industry authority or organisation of a city or above, with HR of the same level (Art. 3 para.
    /// 3).</summary>
    public const string DetermineProfessional = "institution.determine-professional";

    /// <summary>Online: a provincial industry authority or organisation with provincial HR (Art. 3 para. 4).</summary>
    public const string DetermineOnline = "institution.determine-online";

    /// <summary>HR publishes the list (Art. 7(3)).</summary>
    public const string Publication = "institution.publication";

    /// <summary>Changes of name, contact and other important information are filed and published (Art. 18).</summary>
    public const string InformationChange = "institution.information-change";

    public const string Inspection = "institution.inspection";
    public const string Assessment = "institution.assessment";
    public const string AssessmentPublication = "institution.assessment-publication";

    /// <summary>What is handed in at each year's end (2023 No. 1 Art. 15); its values are the kinds of evidence.</summary>
    public const string AnnualPlan = "plan.annual";

    /// <summary>HR or the industry authority reviews the plan (Art. 15).</summary>
    public const string PlanReview = "plan.review";

    /// <summary>年底 as days: the first and the last of it, MM-dd (choice).</summary>
    public const string YearEnd = "plan.year-end";

    /// <summary>Provincial HR selects provincial bases from provincial institutions (2023 No. 1 Art. 11 para. 2).</summary>
    public const string ProvincialBase = "base.provincial";

    /// <summary>City HR selects city bases from the city's institutions (Art. 11 para. 2).</summary>
    public const string CityBase = "base.city";

    /// <summary>A provincial base trains 1500 professionals a year (Art. 12(3)).</summary>
    public const string BaseTrainees = "base.trainees";

    /// <summary>A base ends with the listing it was selected from (choice).</summary>
    public const string BaseListing = "base.listing";

    /// <summary>Three years are a cycle (Art. 14).</summary>
    public const string BaseCycle = "base.cycle";

    /// <summary>How a cycle's days are counted, and that each is reviewed once (choice).</summary>
    public const string BaseCycleDays = "base.cycle-days";

    /// <summary>责令改正, 警告, 通报批评 by HR or the industry authority (Order 259 Art. 25).</summary>
    public const string Correction = "sanction.correction";
    public const string Warning = "sanction.warning";
    public const string Criticism = "sanction.criticism";

    /// <summary>移出推荐目录: serious circumstances, by the original determining authority (Order 259 Art. 25).</summary>
    public const string Delisting = "sanction.delisting";

    /// <summary>Who determines manages (谁确定、谁管理, 2023 No. 1 Art. 2).</summary>
    public const string WhoDeterminesManages = "sanction.who-determines-manages";

    /// <summary>HR supervises in its own territory (本地区, Order 259 Art. 5 para. 2).</summary>
    public const string Territory = "authority.territory";

    /// <summary>An industry authority's remit (各自职责范围, Order 259 Art. 5 para. 3), read as its territory too (choice).</summary>
    public const string IndustryRemit = "authority.industry-remit";

    /// <summary>The served notice before a decision (Administrative Penalty Law Art. 44, applied as a choice).</summary>
    public const string Notice = "sanction.notice";

    /// <summary>The institution is heard (Administrative Penalty Law Art. 45, applied as a choice).</summary>
    public const string Statement = "sanction.statement";
}
