using FluentValidation;
using Ledger.Application.Commands;
using Ledger.Application.Messages;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;

namespace Ledger.Conformance.Messages;

/// <summary>
/// What the suites send, and a command that leaves a fact each time it is carried out: only its key keeps it from doing so twice.
/// </summary>
public static class TestCatalog
{
    public static MessageCatalog Messages { get; } = new(
    [
        MessageKind.Of<Noted>(typeof(NotedHandler), (it, _, _) => Task.FromResult(NotedHandler.Handle(it))),
        MessageKind.Of<Failing>(typeof(FailingHandler), (it, _, _) => Task.FromResult(FailingHandler.Handle(it))),
        MessageKind.Of<Counted>(typeof(CountedHandler), (it, _, cancellation) => CountedHandler.Handle(it, cancellation)),
        MessageKind.Of<Split>(typeof(SplitHandler), (it, _, _) => Task.FromResult(SplitHandler.Handle(it))),
        MessageKind.Of<Slow>(typeof(SlowHandler), (it, _, cancellation) => SlowHandler.Handle(it, cancellation)),
        MessageKind.Of<Refusable>(typeof(RefusableHandler), (it, _, _) => Task.FromResult(RefusableHandler.Handle(it))),
        MessageKind.Of<Large>(typeof(LargeHandler), (it, _, _) => Task.FromResult(LargeHandler.Handle(it))),
    ]);

    public static IReadOnlyList<UseCase> UseCases { get; } =
    [
        .. UseCaseCatalog.All,
        UseCase.Of<Count, int>("test.count", new CountValidator(), it => it.Stream, facts => facts.Count(), (it, count, _) =>
            it.Institution == Count.NotAllowed
                ? new Refusal("test.not-allowed", RefusalKind.NotAllowed, "不予许可", "Not allowed.")
                : Outcome.Of(new InstitutionRegistered(new Act(it.On, it.By), $"第{count + 1}次", "合成单位", null, "360102"))),
    ];
}

public sealed record Count(string Institution) : ICommand
{
    public const string NotAllowed = "not-allowed";

    public DateOnly On => new(2026, 1, 5);

    public string By => Actor.Ledger;

    public string Stream => StreamIds.Institution(Institution);
}

public sealed class CountValidator : AbstractValidator<Count>;
