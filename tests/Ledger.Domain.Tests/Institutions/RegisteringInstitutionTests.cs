using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class RegisteringInstitutionTests
{
    private static readonly RegisterInstitution Command = new(
        I1, "示例培训中心", "示例大学", null, "360100", Day("2024-01-10"), Actor.Institution);

    [Fact]
    public void Any_lawful_training_body_may_register() => Given().When(Command).Then(Registered);

    [Fact]
    public void An_institution_known_from_an_official_list_becomes_a_full_one() =>
        Given(FoldTests.OnTheList).When(Command).Then(Registered);

    [Fact]
    public void An_authority_may_enter_it_too() => Given().When(Command with { By = CountyHr })
        .Then(Registered with { Act = By(CountyHr, "2024-01-10", Rules.Registration) });

    [Fact]
    public void What_is_written_down_is_in_its_normal_form() =>
        Given().When(Command with { Name = " 示例　培训中心Ａ ", Document = "赣人社规[2023]01号" }).Then(Registered with
        {
            Name = "示例 培训中心A",
            Act = Registered.Act with { Document = "赣人社规〔2023〕1号" },
        });

    [Fact]
    public void Said_twice_it_is_written_once() => Given(Registered).When(Command).ThenNothing();

    [Fact]
    public void After_the_rules_have_a_new_version_the_same_words_are_still_a_repeat() =>
        Given(Registered).Under(RulePackCatalog.Jiangxi with { Version = "2027.1" }).When(Command).ThenNothing();

    [Fact]
    public void Registered_is_registered() => Given(Registered).When(Command with { Name = "另一培训中心" })
        .ThenRefused("institution.already-registered", RefusalKind.WrongState, null);

    [Fact]
    public void The_law_of_Jiangxi_registers_nothing_in_Jiangsu() => Given().When(Command with { Division = "320900" })
        .ThenRefused("institution.outside-region", RefusalKind.Unlawful, "259:第十三条");

    [Fact]
    public void An_authority_of_another_region_may_not() => Given().When(Command with { By = Foreign })
        .ThenRefused("authority.outside-region", RefusalKind.NotAllowed, "259:第十三条");

    [Fact]
    public void Under_a_draft_nothing_is_issued() => Given().UnderADraft().When(Command)
        .ThenRefused("rules.draft", RefusalKind.Unlawful, "259:第十三条");

    [Theory]
    [InlineData("host", "", "text.empty")]
    [InlineData("host", null, "text.empty")]
    [InlineData("name", "示例\u0007中心", "text.control-character")]
    [InlineData("code", "123", "uscc.length")]
    [InlineData("division", "36010", "division.length")]
    [InlineData("id", "../i1", "id.malformed")]
    [InlineData("id", null, "id.missing")]
    [InlineData("by", "somebody", "actor.malformed")]
    [InlineData("document", "一号文", "document.form")]
    public void A_wrong_shape_is_named(string what, string? value, string code) => Desk.Check(what switch
    {
        "host" => Command with { Host = value! },
        "name" => Command with { Name = value! },
        "code" => Command with { HostCreditCode = value },
        "division" => Command with { Division = value! },
        "id" => Command with { Institution = value! },
        "by" => Command with { By = value! },
        _ => Command with { Document = value },
    }).ShouldHaveSingleItem().ErrorCode.ShouldBe(code);

    [Fact]
    public void Days_and_digests_have_their_form_too()
    {
        Desk.Check(Command with { On = new DateOnly(1979, 12, 31) }).ShouldHaveSingleItem().ErrorCode.ShouldBe("day.out-of-range");
        Desk.Check(Command with { Evidence = [new("申报材料", "ABC")] }).ShouldHaveSingleItem().ErrorCode
            .ShouldBe("evidence.digest-malformed");
        Desk.Check(Command with { Evidence = [.. Enumerable.Repeat(Digest, Limits.EvidencePerFact + 1)] })
            .ShouldHaveSingleItem().ErrorCode.ShouldBe("evidence.too-many");
        Desk.Check(Command with { Institution = new string('a', Limits.IdCharacters + 1) }).ShouldHaveSingleItem().ErrorCode
            .ShouldBe("id.too-long");
    }

    private static readonly Evidence Digest = new("申报材料", new string('a', 64));
}
