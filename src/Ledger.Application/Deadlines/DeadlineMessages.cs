using Ledger.Application.Messages;

namespace Ledger.Application.Deadlines;

/// <summary>The kinds of message that days give rise to, with their handlers.</summary>
public static class DeadlineMessages
{
    public static IReadOnlyList<MessageKind> Kinds { get; } =
    [
        MessageKind.Of<CorrectionFallsDue>(
            typeof(CorrectionFallsDueHandler), (message, _, _) => Task.FromResult(CorrectionFallsDueHandler.Handle(message))),
        MessageKind.Of<PlanFallsDue>(
            typeof(PlanFallsDueHandler),
            async (message, services, cancellation) => PlanFallsDueHandler.Handle(
                message, await PlanFallsDueHandler.LoadAsync(message, services.Store, cancellation).ConfigureAwait(false))),
        MessageKind.Of<BaseCycleEnds>(
            typeof(BaseCycleEndsHandler), (message, _, _) => Task.FromResult(BaseCycleEndsHandler.Handle(message))),
    ];
}
