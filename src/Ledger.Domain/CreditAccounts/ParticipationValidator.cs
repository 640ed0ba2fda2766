using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.Values;

namespace Ledger.Domain.CreditAccounts;

/// <summary>The shape of what was attended. What the law thinks of it is for the decisions.</summary>
public sealed class ParticipationValidator : AbstractValidator<Participation>
{
    internal static readonly string HoursMessage = $"学时应大于 0、不超过 {CreditHours.MostPerEntry}，最多 {CreditHours.Decimals} 位小数。";

    public ParticipationValidator()
    {
        RuleFor(said => said.Form).IsInEnum().WithErrorCode("credits.form").WithMessage("学习形式应为省政府令第259号第十条所列六种之一。");
        RuleFor(said => said.Subject).IsInEnum().WithErrorCode("credits.subject").WithMessage("科目类别应为公需科目或专业科目。");
        RuleFor(said => said.Hours).Must(AreHours)
            .WithErrorCode("credits.hours").WithMessage(HoursMessage);
        RuleFor(said => said.Activity).Must(name => IsText(name, Limits.NameGraphemes))
            .WithErrorCode("credits.activity").WithMessage($"学习内容应为不超过 {Limits.NameGraphemes} 个字的文本，不含控制字符。")
            .IsImpersonal();
        RuleFor(said => said.Project).Must(IsId).WithErrorCode("credits.project")
            .WithMessage($"项目编号应为不超过 {Limits.IdCharacters} 位的字母、数字或连字符，不含证件号码。");
        RuleFor(said => said.Provider).Must(IsId).WithErrorCode("credits.provider")
            .WithMessage($"机构编号应为不超过 {Limits.IdCharacters} 位的字母、数字或连字符，不含证件号码。");
        RuleFor(said => said.From).GreaterThanOrEqualTo(Limits.EarliestDay).WithErrorCode("credits.from").WithMessage("开始日期过早。");
        RuleFor(said => said.To).LessThanOrEqualTo(Limits.LatestDay).WithErrorCode("credits.to").WithMessage("结束日期过晚。");
        RuleFor(said => said.To).GreaterThanOrEqualTo(said => said.From).WithErrorCode("credits.period").WithMessage("结束日期早于开始日期。");
        RuleFor(said => said.To).Must((said, to) => to.DayNumber - said.From.DayNumber < CreditLimits.ParticipationDays)
            .WithErrorCode("credits.period-length").WithMessage($"学习期间不得超过 {CreditLimits.ParticipationDays} 天。");
        RuleFor(said => said.Division).Must(IsDivision)
            .WithErrorCode("credits.division").WithMessage("区划代码应为六位数字。");
    }

    internal static bool AreHours(decimal hours) => CreditHours.TryCreate(hours, out _, out _);

    internal static bool IsText(string? text, int graphemes) => PlainText.TryParse(text, graphemes, out _, out _);

    // As it is stored: six plain digits, not something that could be read as such.
    private static bool IsDivision(string? code) =>
        code is null || (DivisionCode.TryParse(code, out var division, out _) && division.Value == code);

    private static bool IsId(string? id) =>
        id is null || (id.Length is > 0 and <= Limits.IdCharacters && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            && !PersonalNumbers.StandInId(id));
}
