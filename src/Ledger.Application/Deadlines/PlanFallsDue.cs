using System.Globalization;
using Ledger.Application.Commands;
using Ledger.Application.Messages;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.EventStore;

namespace Ledger.Application.Deadlines;

/// <summary>A year has begun whose plan an institution was to hand in before.</summary>
/// <param name="Year">The year that has begun.</param>
[MessageName("plan.falls-due.v1")]
public sealed record PlanFallsDue(string Institution, int Year) : IOneMessage
{
    /// <summary>
    /// The first year whose plans could be recorded here. Of those before it the ledger does not know who handed one in, and says nothing:
    /// an older ledger whose log is followed for the first time would otherwise call everybody overdue.
    /// </summary>
    public const int FirstYear = 2027;

    /// <summary>One institution and year have one message, whether a listing started it or the year before.</summary>
    public IReadOnlyList<string> Identity() => [Institution, Year.ToString(CultureInfo.InvariantCulture)];
}

/// <summary>
/// Goes on from year to year for as long as the institution is listed, by the days of its listings and not by the day of the handling: a
/// message that waited finds what it would have found. Once it is not, the chain ends; a new listing begins another.
/// </summary>
public static class PlanFallsDueHandler
{
    public static async Task<Institution> LoadAsync(PlanFallsDue message, IEventStore store, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(store);
        var stream = await store.ReadStream(StreamIds.Institution(message.Institution), UpTo.Now, cancellation).ConfigureAwait(false);
        return Institution.Fold(FactCodec.Facts(stream));
    }

    public static Reaction Handle(PlanFallsDue message, Institution institution)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (institution is not Institution.Registered registered || !registered.WasListedOn(DueTimes.FirstDay(message.Year).AddDays(-1)))
            return Reaction.None;

        var note = Reaction.Of(new NoteOverduePlan(message.Institution, message.Year, DueTimes.FirstDay(message.Year)));
        return DueTimes.OfYear(message.Year + 1) is { } next ? note.Then(message with { Year = message.Year + 1 }, next) : note;
    }
}
