using Ledger.Application.Messages;
using Ledger.Domain.Institutions;

namespace Ledger.Application.Deadlines;

/// <summary>The day after an order's deadline has come.</summary>
/// <param name="Deadline">The last day to correct, inclusive.</param>
[MessageName("correction.falls-due.v1")]
public sealed record CorrectionFallsDue(string Institution, string Order, DateOnly Deadline) : IOneMessage
{
    public IReadOnlyList<string> Identity() => [Institution, Order];
}

/// <summary>Whether anything is overdue is for the decision to say: by now the order may have its outcome.</summary>
public static class CorrectionFallsDueHandler
{
    public static Reaction Handle(CorrectionFallsDue message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Reaction.Of(new NoteOverdueCorrection(message.Institution, message.Order, message.Deadline.AddDays(1)));
    }
}
