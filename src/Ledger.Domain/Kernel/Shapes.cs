using System.Diagnostics.CodeAnalysis;
using FluentValidation;
using FluentValidation.Results;
using Ledger.Domain.Values;

namespace Ledger.Domain.Kernel;

/// <summary>
/// The shapes that commands share, each with a stable code and words for people. The value types do the checking; what they would
/// normalise is written into facts in its normal form, by the methods at the end.
/// </summary>
public static class Shapes
{
    private delegate bool Parse<TValue>(string? text, out TValue value, [NotNullWhen(false)] out ValueProblem? problem);

    /// <summary>Letters a to z in either case, digits and hyphens: safe in a stream id, a URL and a file name.</summary>
    public static IRuleBuilderOptions<T, string> IsId<T>(this IRuleBuilderInitial<T, string> rule) =>
        rule.Cascade(CascadeMode.Stop)
            .NotEmpty().WithErrorCode("id.missing").WithMessage("缺少编号。")
            .Must(id => id.Length <= Limits.IdCharacters).WithErrorCode("id.too-long").WithMessage($"编号不得超过{Limits.IdCharacters}个字符。")
            .Must(id => id.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'))
            .WithErrorCode("id.malformed").WithMessage("编号只能由英文字母、数字和连字符组成。")
            .Must(id => !PersonalNumbers.StandInId(id))
            .WithErrorCode(PersonalNumbers.Problem.Code).WithMessage("编号中含有疑似身份证件号码，请另取编号。");

    public static IRuleBuilderOptionsConditions<T, string> IsName<T>(this IRuleBuilderInitial<T, string> rule, string what) =>
        rule.Parses<T, PlainText>(TryName, what);

    public static IRuleBuilderOptionsConditions<T, string> IsReason<T>(this IRuleBuilderInitial<T, string> rule, string what) =>
        rule.Parses<T, PlainText>(TryReason, what);

    public static IRuleBuilderOptionsConditions<T, string> IsDocumentNumber<T>(this IRuleBuilderInitial<T, string> rule) =>
        rule.Parses<T, DocumentNumber>(DocumentNumber.TryParse);

    public static IRuleBuilderOptionsConditions<T, string> IsCreditCode<T>(this IRuleBuilderInitial<T, string> rule) =>
        rule.Parses<T, UnifiedSocialCreditCode>(UnifiedSocialCreditCode.TryParse);

    public static IRuleBuilderOptionsConditions<T, string> IsDivision<T>(this IRuleBuilderInitial<T, string> rule) =>
        rule.Parses<T, DivisionCode>(DivisionCode.TryParse);

    public static IRuleBuilderOptionsConditions<T, string> IsAuthority<T>(this IRuleBuilderInitial<T, string> rule) =>
        rule.Parses<T, AuthorityCode>(AuthorityCode.TryParse);

    /// <summary>A text without what looks like an identity or mobile number. Asked apart where a text has a message of its own.</summary>
    internal static IRuleBuilderOptions<T, string> IsImpersonal<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(text => text is null || !PersonalNumbers.StandIn(Folding.HalfWidth(text)))
            .WithErrorCode(PersonalNumbers.Problem.Code).WithMessage(PersonalNumbers.Problem.Zh + "。" + PersonalNumbers.Problem.Mend + "。");

    /// <summary>A name in the form in which facts keep it.</summary>
    internal static string AsName(this string text) => TryName(text, out var plain, out _) ? plain.Value : text;

    /// <summary>A reason in the form in which facts keep it.</summary>
    internal static string AsReason(this string text) => TryReason(text, out var plain, out _) ? plain.Value : text;

    internal static string AsDocumentNumber(this string text) => DocumentNumber.TryParse(text, out var number, out _) ? number.Value : text;

    internal static string AsCreditCode(this string text) =>
        UnifiedSocialCreditCode.TryParse(text, out var code, out _) ? code.Value : text;

    internal static string AsDivision(this string text) => DivisionCode.TryParse(text, out var code, out _) ? code.Value : text;

    private static bool TryName(string? text, out PlainText plain, [NotNullWhen(false)] out ValueProblem? problem) =>
        Impersonal(PlainText.TryParse(text, Limits.NameGraphemes, out plain, out problem), plain, ref problem);

    private static bool TryReason(string? text, out PlainText plain, [NotNullWhen(false)] out ValueProblem? problem) =>
        Impersonal(PlainText.TryParse(text, Limits.ReasonGraphemes, out plain, out problem, lines: true), plain, ref problem);

    private static bool Impersonal(bool parsed, PlainText plain, [NotNullWhen(false)] ref ValueProblem? problem)
    {
        problem ??= PersonalNumbers.StandIn(plain.Value) ? PersonalNumbers.Problem : null;
        return parsed && problem is null;
    }

    private static IRuleBuilderOptionsConditions<T, string> Parses<T, TValue>(
        this IRuleBuilderInitial<T, string> rule, Parse<TValue> parse, string what = "") =>
        rule.Custom((text, context) =>
        {
            if (parse(text, out _, out var problem)) return;

            var place = problem.Position is { } position ? $"（第{position}个字符）" : "";
            var message = (what.Length > 0 ? $"{what}：" : "") + problem.Zh + place + "。" + (problem.Mend is { } mend ? mend + "。" : "");
            context.AddFailure(new ValidationFailure(context.PropertyPath, message) { ErrorCode = problem.Code });
        });
}
