using Ledger.Application.Commands;
using Ledger.Domain.Kernel;

namespace Ledger.Host.Problems;

/// <summary>What a command came to, when it did not come to facts, as problem details.</summary>
public static class AnswerProblems
{
    /// <summary>Null when the command was carried out.</summary>
    public static Problem? Of(CommandAnswer answer) => answer switch
    {
        CommandAnswer.Done => null,
        CommandAnswer.Malformed(var problems) =>
            KnownProblems.BadFields(problems.Select(problem => new FieldError(problem.Field, problem.Code, problem.Message))),
        CommandAnswer.Refused(var refusal) => Of(refusal),
        CommandAnswer.Stale stale => KnownProblems.Stale(stale.Expected, stale.Actual),
        CommandAnswer.KeyReused => KnownProblems.KeyReused,
        CommandAnswer.Contended => KnownProblems.Contended,
        CommandAnswer.NotStorable(var reason) =>
            Problem.Of(422, "request.not-storable", "无法存储", "内容无法存储：过长，或含有数据库不能保存的字符。") with { DetailEn = reason },
        _ => throw new InvalidOperationException("The desk answered in a way that the service does not know."),
    };

    public static Problem Of(Refusal refusal) =>
        new(Problem.TypePrefix + refusal.Code, TitleOf(refusal.Kind), StatusOf(refusal.Kind), refusal.Zh, refusal.Code)
        {
            DetailEn = refusal.En,
            Rule = refusal.Citation?.Key,
            Article = refusal.Citation is { } citation ? citation.Title + citation.Article : null,
            DocumentNumber = refusal.Citation?.DocumentNumber,
            Words = refusal.Citation?.Words,
            Mend = refusal.Mend,
        };

    private static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => 404,
        RefusalKind.NotAllowed => 403,
        RefusalKind.WrongState => 409,
        RefusalKind.Unlawful => 422,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A refusal of a kind that has no status."),
    };

    private static string TitleOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => "未找到",
        RefusalKind.NotAllowed => "无权作出",
        RefusalKind.WrongState => "当前状态下不能作出",
        _ => "不符合规定",
    };
}
