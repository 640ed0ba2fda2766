using System.Linq.Expressions;
using FluentValidation;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.CreditAccounts;

/// <summary>The shape that every command on an account's entry shares.</summary>
internal static class EntryCommands
{
    public static void CheckEntryCommand<T>(
        this AbstractValidator<T> validator, Expression<Func<T, Guid>> person, Expression<Func<T, int>> year,
        Expression<Func<T, Guid>> entry, Expression<Func<T, DateOnly>> on, Expression<Func<T, string>> by)
    {
        validator.RuleFor(person).NotEmpty().WithErrorCode("credits.person").WithMessage("缺少人员编号。");
        validator.RuleFor(year).InclusiveBetween(Limits.EarliestDay.Year, Limits.LatestDay.Year)
            .WithErrorCode("credits.year").WithMessage($"年度应在 {Limits.EarliestDay.Year} 至 {Limits.LatestDay.Year} 之间。");
        validator.RuleFor(entry).NotEmpty().WithErrorCode("credits.entry").WithMessage("缺少条目编号。");
        validator.RuleFor(on).InclusiveBetween(Limits.EarliestDay, Limits.LatestDay)
            .WithErrorCode("credits.on").WithMessage("日期超出允许的范围。");
        validator.RuleFor(by).Must(Actor.IsWellFormedForHours)
            .WithErrorCode("credits.by").WithMessage("办理主体应为机关代码，或者 institution、employer、person；不得填写姓名。");
    }
}
