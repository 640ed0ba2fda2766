using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Records an inspection (监督检查).</summary>
/// <param name="Announced">Whether the institution was told beforehand.</param>
/// <param name="Findings">What was found, without anybody's name.</param>
public sealed record InspectInstitution(
    string Institution, string Inspection, bool Announced, string Findings, bool ViolationFound, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class InspectInstitutionValidator : LegalCommandValidator<InspectInstitution>
{
    public InspectInstitutionValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Inspection).IsId();
        RuleFor(command => command.Findings).IsReason("检查情况");
    }
}

/// <summary>
/// The HR authorities from the county upwards inspect, with the industry authorities (Order 259 Art. 23). HR acts; who came with it
/// stands in the findings. Whoever determined the listing sees to it as well (谁确定、谁管理, 赣人社规〔2023〕1号 Art. 2).
/// </summary>
public static class InspectingInstitution
{
    public static Outcome Decide(InspectInstitution command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.Inspection, out var institution) is { } refusal) return refusal;

        var rule = Competence.IsHr(command.By) ? Rules.Inspection : Rules.WhoDeterminesManages;
        var inspected = new InstitutionInspected(
            command.Act(rules, rule), command.Inspection, command.Announced, command.Findings.AsReason(),
            command.ViolationFound);
        return institution.Inspections.FirstOrDefault(inspection => inspection.Inspection == command.Inspection) switch
        {
            { } written => Standing.Again(inspected, written, "检查", command.Inspection),
            null when !Competence.IsHr(command.By) && !Supervision.Determined(command.By, institution) => NotHr(command.By, rules),
            null => Supervision.Elsewhere(command, institution, rules) ?? Outcome.Of(inspected),
        };
    }

    private static Refusal NotHr(string by, RulePack rules) => new(
        "institution.inspection-is-hr", RefusalKind.NotAllowed,
        $"监督检查由人力资源社会保障主管部门会同行业主管部门进行，不能由 {by} 单独进行。",
        $"HR inspects, together with the industry authority; {by} cannot alone.",
        rules.Cite(Rules.Inspection), "由人力资源社会保障主管部门会同有关行业主管部门检查。");
}
