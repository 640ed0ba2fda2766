using FluentValidation;
using Ledger.Domain.Decisions;
using Ledger.Domain.Editions;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Tests.Kernel;

/// <summary>A ledger of lists in memory: it gives each command what its decision looks at and keeps the facts that come of it.</summary>
internal sealed class Desk(RulePack rules)
{
    private static readonly Dictionary<Type, IValidator> Validators = typeof(ICommand).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(IValidator).IsAssignableFrom(type) && type.BaseType is { IsGenericType: true })
        .ToDictionary(type => type.BaseType!.GetGenericArguments()[0], type => (IValidator)Activator.CreateInstance(type)!);

    private readonly Dictionary<string, List<IFact>> streams = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, List<IFact>> Streams => streams;

    public static IReadOnlyList<FluentValidation.Results.ValidationFailure> Check(ILegalCommand command) =>
        Validators[command.GetType()].Validate(new ValidationContext<object>(command)).Errors;

    public void Write(string stream, IFact fact)
    {
        if (!streams.TryGetValue(stream, out var facts)) streams[stream] = facts = [];
        facts.Add(fact);
    }

    public IEnumerable<IFact> Facts(string stream) => streams.GetValueOrDefault(stream) ?? [];

    /// <summary>Decides, and writes what was accepted.</summary>
    public (string Stream, Outcome Outcome) Handle(ILegalCommand command)
    {
        var (stream, outcome) = Decide(command);
        if (outcome is Outcome.Accepted accepted)
        {
            foreach (var (on, fact) in accepted.Facts) Write(on ?? stream, fact);
        }

        return (stream, outcome);
    }

    private (string Stream, Outcome Outcome) Decide(ILegalCommand command) => command switch
    {
        RegisterInstitution register => On(register.Institution, register, RegisteringInstitution.Decide),
        ApplyForListing apply => On(apply.Institution, apply, ApplyingForListing.Decide),
        SupplementApplication supplement => On(supplement.Institution, supplement, SupplementingApplication.Decide),
        ReviewApplication review => On(review.Institution, review, ReviewingApplication.Decide),
        DetermineListing determine => On(determine.Institution, determine, DeterminingListing.Decide),
        RefuseApplication refuse => On(refuse.Institution, refuse, RefusingApplication.Decide),
        ListInstitution list => On(list.Institution, list, ListingInstitution.Decide),
        RenameInstitution rename => On(rename.Institution, rename, RenamingInstitution.Decide),
        ChangeContact change => On(change.Institution, change, ChangingContact.Decide),
        ChangeLegalRepresentative change => On(change.Institution, change, ChangingLegalRepresentative.Decide),
        InspectInstitution inspect => On(inspect.Institution, inspect, InspectingInstitution.Decide),
        AssessInstitution assess => On(assess.Institution, assess, AssessingInstitution.Decide),
        PublishAssessment publish => On(publish.Institution, publish, PublishingAssessment.Decide),
        OrderCorrection order => On(order.Institution, order, OrderingCorrection.Decide),
        AcceptCorrection accept => On(accept.Institution, accept, AcceptingCorrection.Decide),
        NoteOverdueCorrection note => On(note.Institution, note, NotingOverdueCorrection.Decide),
        SubmitAnnualPlan submit => On(submit.Institution, submit, SubmittingAnnualPlan.Decide),
        ReviewAnnualPlan review => On(review.Institution, review, ReviewingAnnualPlan.Decide),
        NoteOverduePlan note => On(note.Institution, note, NotingOverduePlan.Decide),
        SelectBase select => On(select.Institution, select, SelectingBase.Decide),
        ReviewBase review => On(review.Institution, review, ReviewingBase.Decide),
        NoteOverdueBaseReview note => On(note.Institution, note, NotingOverdueBaseReview.Decide),
        FailCorrection fail => On(fail.Institution, fail, FailingCorrection.Decide),
        WarnInstitution warn => On(warn.Institution, warn, WarningInstitution.Decide),
        CriticiseInstitution criticise => On(criticise.Institution, criticise, CriticisingInstitution.Decide),
        OpenDecision open => (StreamIds.Decision(open.Decision),
            OpeningDecision.Decide(open, DecisionOf(open.Decision), InstitutionOf(open.Institution), rules)),
        IssueDecision issue => (StreamIds.Decision(issue.Decision),
            IssuingDecision.Decide(issue, DecisionOf(issue.Decision), InstitutionOf(DecisionOf(issue.Decision).Institution ?? ""), rules)),
        AttachEvidence attach => In(attach.Decision, attach, AttachingEvidence.Decide),
        ServeNotice serve => In(serve.Decision, serve, ServingNotice.Decide),
        HearStatement hear => In(hear.Decision, hear, HearingStatement.Decide),
        ServeDecision serve => In(serve.Decision, serve, ServingDecision.Decide),
        WithdrawDecision withdraw => In(withdraw.Decision, withdraw, WithdrawingDecision.Decide),
        PublishEdition publish => Of(publish, PublishingEdition.Decide),
        RestateEdition restate => Of(restate, RestatingEdition.Decide),
        _ => throw new ArgumentException($"The desk does not know {command.GetType().Name}."),
    };

    private (string, Outcome) On<T>(string institution, T command, Func<T, Institution, RulePack, Outcome> decide) =>
        (StreamIds.Institution(institution), decide(command, InstitutionOf(institution), rules));

    private (string, Outcome) In<T>(string decision, T command, Func<T, Decision, RulePack, Outcome> decide) =>
        (StreamIds.Decision(decision), decide(command, DecisionOf(decision), rules));

    private (string, Outcome) Of<T>(T command, Func<T, YearEditions, RulePack, Outcome> decide) where T : IEditionCommand =>
        (StreamIds.Edition(command.Year), decide(command, YearEditions.Fold(Facts(StreamIds.Edition(command.Year))), rules));

    private Institution InstitutionOf(string id) => Institution.Fold(Facts(StreamIds.Institution(id)));

    private Decision DecisionOf(string id) => Decision.Fold(Facts(StreamIds.Decision(id)));
}
