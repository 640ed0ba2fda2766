using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>What the steps of an application are refused for alike.</summary>
internal static class Applications
{
    public static Refusal NotFound(string application) => new(
        "application.not-found", RefusalKind.NotFound, $"没有编号为 {application} 的申报。", $"There is no application {application}.",
        Mend: "先申报。");

    public static Refusal Closed(string application) => new(
        "application.closed", RefusalKind.WrongState,
        $"申报 {application} 已有结论。", $"Application {application} has been decided.", Mend: "如需再次列入，另行申报。");

    /// <summary>Only the authority that was applied to decides on the application: 报继续教育机构申报受理单位 (Art. 7(1)).</summary>
    public static Refusal? NotTheLead(ILegalCommand command, Application application, RulePack rules) =>
        command.By == application.Applied.Lead ? null : new(
            "application.not-the-lead", RefusalKind.NotAllowed,
            $"申报由 {application.Applied.Lead} 受理，{command.By} 不能作出决定。",
            $"The application was made to {application.Applied.Lead}; {command.By} cannot decide on it.",
            rules.Cite(DeterminingAuthorities.RuleOf(application.Applied.Kind)), $"由 {application.Applied.Lead} 决定。");
}
