using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Registers a training institution (继续教育机构), listed or not.</summary>
/// <param name="Host">建设单位: the legal person that it belongs to.</param>
/// <param name="HostCreditCode">The host's unified social credit code, where it is known.</param>
/// <param name="Division">Six digits: where it is.</param>
public sealed record RegisterInstitution(
    string Institution, string Name, string Host, string? HostCreditCode, string Division, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class RegisterInstitutionValidator : LegalCommandValidator<RegisterInstitution>
{
    public RegisterInstitutionValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Name).IsName("机构名称");
        RuleFor(command => command.Host).IsName("建设单位");
        RuleFor(command => command.HostCreditCode!).IsCreditCode().When(command => command.HostCreditCode is not null);
        RuleFor(command => command.Division).IsDivision();
    }
}

/// <summary>
/// Any lawfully established university, institute, enterprise or social organisation's training body may serve (Order 259 Art. 13).
/// Being listed is no condition for it. An institution that was known from an official list alone becomes a full one.
/// </summary>
public static class RegisteringInstitution
{
    public static Outcome Decide(RegisterInstitution command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, rules, Rules.Registration) is { } refusal) return refusal;

        var registered = new InstitutionRegistered(
            command.Act(rules, Rules.Registration), command.Name.AsName(), command.Host.AsName(), command.HostCreditCode?.AsCreditCode(),
            command.Division.AsDivision());
        return state switch
        {
            Institution.Registered known when registered.Repeats(known.Registration) => Outcome.Nothing,
            Institution.Registered known => AlreadyRegistered(known),
            _ when !Competence.Holds(rules, command.Division) => OutsideRegion(command.Division, rules),
            _ => Outcome.Of(registered),
        };
    }

    private static Refusal AlreadyRegistered(Institution.Registered known) => new(
        "institution.already-registered", RefusalKind.WrongState,
        $"该机构已于 {known.Registration.Act.On:yyyy-MM-dd} 登记，登记内容与此不同。",
        $"The institution was registered on {known.Registration.Act.On:yyyy-MM-dd} with other particulars.",
        Mend: "名称、联系方式等变更请报备案，不要重新登记。");

    private static Refusal OutsideRegion(string division, RulePack rules) => new(
        "institution.outside-region", RefusalKind.Unlawful,
        $"行政区划 {division} 不在本办法适用地区。", $"Division {division} is outside the region that this law holds for.",
        rules.Cite(Rules.Registration), "向机构所在地区登记。");
}
