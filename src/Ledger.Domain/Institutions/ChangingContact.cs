using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Values;

namespace Ledger.Domain.Institutions;

/// <summary>Files a change of contact (联系方式变更备案). What is left out stays as it was.</summary>
/// <param name="ContactCard">Telephone and contact person stand in the vault under this random id, never here.</param>
public sealed record ChangeContact(
    string Institution, string? Address, string? Website, Guid? ContactCard, DateOnly On, string By = Actor.Institution,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class ChangeContactValidator : LegalCommandValidator<ChangeContact>
{
    public ChangeContactValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Address!).IsName("地址").When(command => command.Address is not null);
        RuleFor(command => command.Website!).Must(IsWebsite).When(command => command.Website is not null)
            .WithErrorCode("website.malformed").WithMessage($"网址应以 http:// 或者 https:// 开头，不超过{WebsiteCharacters}个字符。");
        RuleFor(command => command.ContactCard).NotEqual(Guid.Empty)
            .WithErrorCode("contact-card.empty").WithMessage("联系人卡片编号不能全为零。");
        RuleFor(command => command)
            .Must(command => command.Address is not null || command.Website is not null || command.ContactCard is not null)
            .WithErrorCode("contact.missing").WithMessage("地址、网址、联系人卡片至少填写一项。").OverridePropertyName(nameof(ChangeContact.Address));
    }

    /// <summary>Characters of a website's address.</summary>
    public const int WebsiteCharacters = 500;

    private static bool IsWebsite(string text) =>
        text.Length <= WebsiteCharacters && !PersonalNumbers.StandIn(text) && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.UserInfo.Length == 0
        && !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character));
}

/// <summary>The institution reports how it can be reached, to be filed and published (赣人社规〔2023〕1号 Art. 18).</summary>
public static class ChangingContact
{
    public static Outcome Decide(ChangeContact command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.InformationChange, out var institution) is { } refusal) return refusal;

        var last = institution.Contacts.Latest;
        var changed = new ContactChanged(
            command.Act(rules, Rules.InformationChange), command.Address?.AsName(), command.Website, command.ContactCard);
        if (changed.Repeats(last)) return Outcome.Nothing;

        return Standing.NotTheInstitution(command, rules, Rules.InformationChange)
            ?? (ChangesNothing(changed, institution) ? Unchanged(rules) : null)
            ?? (last is null ? null : Standing.DayBefore(command, last.Act.On, "上次变更", rules, Rules.InformationChange))
            ?? Outcome.Of(changed);
    }

    private static bool ChangesNothing(ContactChanged changed, Institution.Registered institution) =>
        (changed.Address ?? institution.Address) == institution.Address
        && (changed.Website ?? institution.Website) == institution.Website
        && (changed.ContactCard ?? institution.ContactCard) == institution.ContactCard;

    private static Refusal Unchanged(RulePack rules) => new(
        "institution.contact-unchanged", RefusalKind.Unlawful,
        "所报联系方式与现有的相同，没有变更。", "The contact is the present one; nothing has changed.",
        rules.Cite(Rules.InformationChange), "填写变更后的联系方式。");
}
