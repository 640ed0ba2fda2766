using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Decisions;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;

namespace Ledger.Host.Commands;

/// <summary>Where a command is sent. What stands in braces fills the command's property of that name.</summary>
/// <param name="Pattern">Below <see cref="ApiRoutes.Prefix"/>.</param>
/// <param name="Command">The type that the body becomes.</param>
/// <param name="Zh">What it does, in Chinese.</param>
public sealed record CommandRoute(string Pattern, Type Command, string Zh)
{
    private const string Institution = "/institutions/{institution}";
    private const string Application = Institution + "/applications/{application}";
    private const string Correction = Institution + "/corrections/{order}";
    private const string Decision = "/decisions/{decision}";
    private const string Entries = "/credit-accounts/{person}/{year}/entries";

    public static IReadOnlyList<CommandRoute> All { get; } =
    [
        Of<RegisterInstitution>(Institution, "登记继续教育机构"),
        Of<ApplyForListing>(Institution + "/applications", "申报列入推荐目录"),
        Of<SupplementApplication>(Application + "/supplements", "补正申报材料"),
        Of<ReviewApplication>(Application + "/reviews", "记录评审情况"),
        Of<DetermineListing>(Application + "/determination", "评审确定"),
        Of<RefuseApplication>(Application + "/refusal", "不予确定"),
        Of<ListInstitution>(Institution + "/listings", "列入推荐目录并公布"),
        Of<RenameInstitution>(Institution + "/renamings", "变更名称"),
        Of<ChangeContact>(Institution + "/contact-changes", "变更联系方式"),
        Of<ChangeLegalRepresentative>(Institution + "/legal-representative-changes", "变更法定代表人"),
        Of<InspectInstitution>(Institution + "/inspections", "记录监督检查"),
        Of<AssessInstitution>(Institution + "/assessments", "记录年度评估"),
        Of<PublishAssessment>(Institution + "/assessments/{assessment}/publication", "公布评估结果"),
        Of<OrderCorrection>(Institution + "/corrections", "责令改正"),
        Of<AcceptCorrection>(Correction + "/acceptance", "改正验收合格"),
        Of<FailCorrection>(Correction + "/failure", "改正不合格"),
        Of<WarnInstitution>(Institution + "/warnings", "警告"),
        Of<CriticiseInstitution>(Institution + "/criticisms", "通报批评"),
        Of<SubmitAnnualPlan>(Institution + "/plans", "报送工作总结和下一年度工作计划"),
        Of<ReviewAnnualPlan>(Institution + "/plans/{plan}/review", "审核工作总结和工作计划"),
        Of<SelectBase>(Institution + "/bases", "遴选为继续教育基地"),
        Of<ReviewBase>(Institution + "/bases/{base}/reviews", "基地周期复核"),
        Of<OpenDecision>(Decision, "移出推荐目录立案"),
        Of<AttachEvidence>(Decision + "/evidence", "附入证据"),
        Of<ServeNotice>(Decision + "/notice", "送达事先告知"),
        Of<HearStatement>(Decision + "/statement", "听取陈述和申辩"),
        Of<IssueDecision>(Decision + "/issuance", "作出移出推荐目录的决定"),
        Of<ServeDecision>(Decision + "/service", "送达决定"),
        Of<WithdrawDecision>(Decision + "/withdrawal", "撤回"),
        Of<ClaimHours>(Entries, "申报学时"),
        Of<RecogniseHours>(Entries + "/{entry}/recognition", "认定学时"),
        Of<RefuseHours>(Entries + "/{entry}/refusal", "不予认定学时"),
        Of<CorrectHours>(Entries + "/{entry}/correction", "更正学时"),
        Of<RevokeHours>(Entries + "/{entry}/revocation", "撤销学时认定"),
    ];

    /// <summary>For OpenAPI: the command's own name.</summary>
    public string OperationId => Command.Name;

    /// <summary>Where the thing that was written about can be read.</summary>
    public static string Location(IReadOnlyDictionary<string, string> path) =>
        path.TryGetValue("person", out var person) ? $"{ApiRoutes.Prefix}/credit-hours/{person}/{path["year"]}"
        : path.TryGetValue("decision", out var decision) ? $"{ApiRoutes.Prefix}/decisions/{decision}"
        : $"{ApiRoutes.Prefix}/institutions/{path["institution"]}";

    private static CommandRoute Of<TCommand>(string pattern, string zh) where TCommand : ICommand => new(pattern, typeof(TCommand), zh);
}
