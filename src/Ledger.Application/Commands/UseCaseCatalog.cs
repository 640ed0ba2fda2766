using FluentValidation;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Decisions;
using Ledger.Domain.Editions;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Application.Commands;

/// <summary>Every use case there is: the one list that the desk reads; the command line reads those that are for others.</summary>
public static class UseCaseCatalog
{
    public static IReadOnlyList<UseCase> All { get; } =
    [
        Institution("institution.register", new RegisterInstitutionValidator(), it => it.Institution, RegisteringInstitution.Decide),
        Institution("institution.apply", new ApplyForListingValidator(), it => it.Institution, ApplyingForListing.Decide),
        Institution(
            "institution.supplement-application", new SupplementApplicationValidator(), it => it.Institution,
            SupplementingApplication.Decide),
        Institution("institution.review-application", new ReviewApplicationValidator(), it => it.Institution, ReviewingApplication.Decide),
        Institution("institution.determine", new DetermineListingValidator(), it => it.Institution, DeterminingListing.Decide),
        Institution("institution.refuse-application", new RefuseApplicationValidator(), it => it.Institution, RefusingApplication.Decide),
        Institution("institution.list", new ListInstitutionValidator(), it => it.Institution, ListingInstitution.Decide),
        Institution("institution.rename", new RenameInstitutionValidator(), it => it.Institution, RenamingInstitution.Decide),
        Institution("institution.change-contact", new ChangeContactValidator(), it => it.Institution, ChangingContact.Decide),
        Institution(
            "institution.change-legal-representative", new ChangeLegalRepresentativeValidator(), it => it.Institution,
            ChangingLegalRepresentative.Decide),
        Institution("institution.inspect", new InspectInstitutionValidator(), it => it.Institution, InspectingInstitution.Decide),
        Institution("institution.assess", new AssessInstitutionValidator(), it => it.Institution, AssessingInstitution.Decide),
        Institution("institution.publish-assessment", new PublishAssessmentValidator(), it => it.Institution, PublishingAssessment.Decide),
        Institution("institution.order-correction", new OrderCorrectionValidator(), it => it.Institution, OrderingCorrection.Decide),
        Institution("institution.accept-correction", new AcceptCorrectionValidator(), it => it.Institution, AcceptingCorrection.Decide),
        Institution("institution.fail-correction", new FailCorrectionValidator(), it => it.Institution, FailingCorrection.Decide),
        Institution(
            "institution.note-overdue-correction", new NoteOverdueCorrectionValidator(), it => it.Institution,
            NotingOverdueCorrection.Decide),
        Institution("institution.warn", new WarnInstitutionValidator(), it => it.Institution, WarningInstitution.Decide),
        Institution("institution.criticise", new CriticiseInstitutionValidator(), it => it.Institution, CriticisingInstitution.Decide),

        Institution("institution.submit-annual-plan", new SubmitAnnualPlanValidator(), it => it.Institution, SubmittingAnnualPlan.Decide),
        Institution("institution.review-annual-plan", new ReviewAnnualPlanValidator(), it => it.Institution, ReviewingAnnualPlan.Decide),
        Institution("institution.note-overdue-plan", new NoteOverduePlanValidator(), it => it.Institution, NotingOverduePlan.Decide),
        Institution("institution.select-base", new SelectBaseValidator(), it => it.Institution, SelectingBase.Decide),
        Institution("institution.review-base", new ReviewBaseValidator(), it => it.Institution, ReviewingBase.Decide),
        Institution(
            "institution.note-overdue-base-review", new NoteOverdueBaseReviewValidator(), it => it.Institution,
            NotingOverdueBaseReview.Decide),

        DecisionOverInstitution(
            "decision.open", new OpenDecisionValidator(), it => it.Decision, (it, _) => it.Institution, OpeningDecision.Decide),
        Decision("decision.attach-evidence", new AttachEvidenceValidator(), it => it.Decision, AttachingEvidence.Decide),
        Decision("decision.serve-notice", new ServeNoticeValidator(), it => it.Decision, ServingNotice.Decide),
        Decision("decision.hear-statement", new HearStatementValidator(), it => it.Decision, HearingStatement.Decide),
        DecisionOverInstitution(
            "decision.issue", new IssueDecisionValidator(), it => it.Decision, (_, decision) => decision.Trail?.Opening.Institution,
            IssuingDecision.Decide),
        Decision("decision.serve", new ServeDecisionValidator(), it => it.Decision, ServingDecision.Decide),
        Decision("decision.withdraw", new WithdrawDecisionValidator(), it => it.Decision, WithdrawingDecision.Decide),

        Credits("credits.claim", new ClaimHoursValidator(), it => StreamIds.Credits(it.Year, it.Person), ClaimingHours.Decide),
        Credits("credits.report", new CreditHoursReportedValidator(), it => StreamIds.Credits(it.Year, it.Person), CreditingHours.Decide),
        Credits("credits.recognise", new RecogniseHoursValidator(), it => StreamIds.Credits(it.Year, it.Person), RecognisingHours.Decide),
        Credits("credits.refuse", new RefuseHoursValidator(), it => StreamIds.Credits(it.Year, it.Person), RefusingHours.Decide),
        Credits("credits.correct", new CorrectHoursValidator(), it => StreamIds.Credits(it.Year, it.Person), CorrectingHours.Decide),
        Credits("credits.revoke", new RevokeHoursValidator(), it => StreamIds.Credits(it.Year, it.Person), RevokingHours.Decide),

        Edition("edition.publish", new PublishEditionValidator(), PublishingEdition.Decide),
        Edition("edition.restate", new RestateEditionValidator(), RestatingEdition.Decide),
    ];

    /// <summary>Those that somebody else than the ledger may ask for, in words of their own.</summary>
    public static IReadOnlyList<UseCase> ForOthers { get; } = [.. All.Where(useCase => !useCase.IsLedgersOwn && !useCase.IsReckoned)];

    private static UseCase Institution<T>(
        string name, AbstractValidator<T> validator, Func<T, string> institution, Func<T, Institution, RulePack, Outcome> decide)
        where T : ICommand =>
        UseCase.Of(name, validator, it => StreamIds.Institution(institution(it)), Domain.Institutions.Institution.Fold, decide);

    private static UseCase Decision<T>(
        string name, AbstractValidator<T> validator, Func<T, string> decision, Func<T, Decision, RulePack, Outcome> decide)
        where T : ICommand =>
        UseCase.Of(name, validator, it => StreamIds.Decision(decision(it)), Domain.Decisions.Decision.Fold, decide);

    private static UseCase DecisionOverInstitution<T>(
        string name, AbstractValidator<T> validator, Func<T, string> decision, Func<T, Decision, string?> institution,
        Func<T, Decision, Institution, RulePack, Outcome> decide)
        where T : ICommand =>
        UseCase.OfTwo(
            name, validator, it => StreamIds.Decision(decision(it)), Domain.Decisions.Decision.Fold,
            (it, state) => institution(it, state) is { } id ? StreamIds.Institution(id) : null, Domain.Institutions.Institution.Fold,
            decide);

    private static UseCase Edition<T>(string name, AbstractValidator<T> validator, Func<T, YearEditions, RulePack, Outcome> decide)
        where T : IEditionCommand =>
        UseCase.Of(name, validator, it => StreamIds.Edition(it.Year), YearEditions.Fold, decide);

    private static UseCase Credits<T>(
        string name, AbstractValidator<T> validator, Func<T, string> stream, Func<T, CreditAccount, RulePack, Outcome> decide)
        where T : ICommand =>
        UseCase.Of(name, validator, stream, CreditAccount.Fold, decide);
}
