using System.Globalization;
using Ledger.Application.Messages;
using Ledger.Domain.Institutions;

namespace Ledger.Application.Deadlines;

/// <summary>The day after the end of a base's cycle has come.</summary>
/// <param name="Due">The last day of the cycle.</param>
[MessageName("base.cycle-ends.v1")]
public sealed record BaseCycleEnds(string Institution, string Base, DateOnly Due) : IOneMessage
{
    public IReadOnlyList<string> Identity() => [Institution, Base, Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)];
}

/// <summary>A base that was reviewed in time stands in its next cycle, which has a message of its own.</summary>
public static class BaseCycleEndsHandler
{
    public static Reaction Handle(BaseCycleEnds message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Reaction.Of(new NoteOverdueBaseReview(message.Institution, message.Base, message.Due, message.Due.AddDays(1)));
    }
}
