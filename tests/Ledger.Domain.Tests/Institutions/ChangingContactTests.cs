using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class ChangingContactTests
{
    private static readonly Guid Card = new("11111111-1111-4111-8111-111111111111");
    private static readonly ChangeContact Command = new(I1, "示例路1号", "https://example.org/", Card, Day("2024-06-01"));
    private static readonly ContactChanged Fact = new(
        Itself("2024-06-01", Rules.InformationChange), "示例路1号", "https://example.org/", Card);

    [Fact]
    public void The_institution_reports_how_it_can_be_reached() => Given(Registered).When(Command).Then(Fact);

    [Fact]
    public void What_is_left_out_stays_as_it_was()
    {
        var moved = new ContactChanged(Itself("2024-07-01", Rules.InformationChange), "示例路2号", null, null);
        var institution = Institution.Fold([Registered, Fact, moved]).ShouldBeOfType<Institution.Registered>();

        Given(Registered, Fact).When(new ChangeContact(I1, "示例路2号", null, null, Day("2024-07-01"))).Then(moved);
        (institution.Address, institution.Website, institution.ContactCard).ShouldBe(("示例路2号", "https://example.org/", Card));
    }

    [Fact]
    public void Said_twice_it_is_written_once() => Given(Registered, Fact).When(Command).ThenNothing();

    [Fact]
    public void The_present_contact_is_no_change() => Given(Registered, Fact)
        .When(new ChangeContact(I1, null, "https://example.org/", null, Day("2024-07-01")))
        .ThenRefused("institution.contact-unchanged", RefusalKind.Unlawful, "2023-1:第十八条");

    [Fact]
    public void Nobody_reports_in_its_stead() => Given(Registered).When(Command with { By = CityHealth })
        .ThenRefused("institution.only-itself", RefusalKind.NotAllowed, "2023-1:第十八条");

    [Fact]
    public void Not_before_the_last_change() => Given(Registered, Fact).When(Command with { Address = "示例路2号", On = Day("2024-05-31") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "2023-1:第十八条");

    [Fact]
    public void A_contact_says_something_and_a_website_is_one()
    {
        Desk.Check(new ChangeContact(I1, null, null, null, Day("2024-07-01"))).ShouldHaveSingleItem().ErrorCode.ShouldBe("contact.missing");
        Desk.Check(Command with { Website = "javascript:alert(1)" }).ShouldHaveSingleItem().ErrorCode.ShouldBe("website.malformed");
        Desk.Check(Command with { Website = "https://user:secret@example.org/" }).ShouldHaveSingleItem().ErrorCode
            .ShouldBe("website.malformed");
        Desk.Check(Command with { ContactCard = Guid.Empty }).ShouldHaveSingleItem().ErrorCode.ShouldBe("contact-card.empty");
    }
}
