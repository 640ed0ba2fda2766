using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Institutions;
using Ledger.Domain.Tests.CreditAccounts;
using Ledger.Domain.Values;
using static Ledger.Domain.Tests.Kernel.Samples;

namespace Ledger.Domain.Tests.Values;

/// <summary>The numbers are made up; the check digits of the identity numbers are wrong on purpose.</summary>
public sealed class PersonalNumbersTests
{
    [Theory]
    [InlineData("学员11010119900307001X参加")]
    [InlineData("110101900307001")]
    [InlineData("联系电话13800000000")]
    [InlineData("+86 138-0000-0000")]
    public void A_number_that_names_a_person_is_found(string text) => PersonalNumbers.StandIn(text).ShouldBeTrue();

    [Theory]
    [InlineData("统一社会信用代码123600004910156909")]
    [InlineData("赣人社规〔2023〕1号，2024-05-01起")]
    [InlineData("课程编号2024000138000000009")]
    [InlineData("学校标识码4136010403")]
    public void Codes_of_institutions_courses_and_documents_are_not(string text) => PersonalNumbers.StandIn(text).ShouldBeFalse();

    [Fact]
    public void No_free_text_or_id_of_a_command_takes_one_in()
    {
        const string Number = "11010119900307001X";
        CodesOf(new WarnInstitutionValidator().Validate(new WarnInstitution(I1, "w1", $"{Number}投诉", Day("2024-05-01"), CityHr)))
            .ShouldBe(["text.personal-number"]);
        CodesOf(new WarnInstitutionValidator().Validate(new WarnInstitution(I1, Number, "乱收费", Day("2024-05-01"), CityHr)))
            .ShouldBe(["text.personal-number"]);
        CodesOf(new ClaimHoursValidator().Validate(Given.Claim(Given.Course with { Activity = "辅导１３８００００００００" })))
            .ShouldBe(["text.personal-number"]);
        CodesOf(new ClaimHoursValidator().Validate(Given.Claim(Given.Course with { Project = Number }))).ShouldBe(["credits.project"]);
        CodesOf(new RevokeHoursValidator().Validate(Given.Revoke() with { Reason = Number })).ShouldBe(["text.personal-number"]);
    }

    private static IEnumerable<string> CodesOf(FluentValidation.Results.ValidationResult result) =>
        result.Errors.Select(error => error.ErrorCode);
}
