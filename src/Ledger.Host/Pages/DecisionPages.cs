using Ledger.Application.Composition;
using Ledger.Application.TwoTimes;
using Ledger.Domain.Decisions;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Host.Problems;
using Ledger.Host.Queries;
using Ledger.Host.Requests;
using Ledger.Host.Wording;
using Ledger.Projections.Directory;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Pages;

/// <summary>What a decision is about, and what came of it.</summary>
/// <param name="Name">The institution's on the day; null where none was known.</param>
/// <param name="Listing">The id of the listing that it proposes to end.</param>
/// <param name="Entry">That listing on the day; null before it began.</param>
/// <param name="Effect">The fact on the institution's own stream by which the listing ended.</param>
public sealed record DecisionSubject(string Institution, string? Name, string Listing, EntryRange? Entry, FactStory? Effect);

/// <summary>The page of a decision.</summary>
internal static class DecisionPages
{
    public static async Task<IResult> One(HttpContext context, LedgerSystem ledger)
    {
        var read = new QueryReader(context.Request.Query);
        var (validAt, knownAt) = (read.Day(Asked.ValidAt.Name), read.KnownAt(Asked.KnownAt.Name));
        var (at, problem) = await Asked.Settle(read, validAt, knownAt, ledger, context.RequestAborted);
        if (at is null)
            return new ProblemResult(problem!);
        if (Id(context) is not { } id)
            return NotFound;
        // All that was known, whatever its day: the stops of what was known are of all, the steps of those in force.
        var replay = await ledger.Replays.Of(StreamIds.Decision(id), null, at.Position, context.RequestAborted);
        if (replay.Version == 0)
            return NotFound;
        var day = at.ValidAt;
        var facts = replay.Facts.Select(fact => (Decoded: fact, Story: FactStory.Of(fact))).ToList();
        var trail = facts.Where(fact => validAt is null || fact.Story.Day <= day).ToList();
        // In the order in which they were decided on: a statement of a later day than the decision's was heard before it was issued.
        var decision = Decision.Fold(
            trail.OrderBy(fact => fact.Story.Position).Select(fact => fact.Decoded.Fact).OfType<IFact>());
        var subject = await Subject(ledger, decision, id, validAt, day, replay.KnownAt, context.RequestAborted);
        return PageResult.Of<DecisionPage>(
            (nameof(DecisionPage.Decision), id),
            (nameof(DecisionPage.Links), new TimeLinks($"/decisions/{id}", validAt, knownAt)),
            (nameof(DecisionPage.Day), day),
            (nameof(DecisionPage.State), DecisionSteps.StateOf(decision)),
            (nameof(DecisionPage.Subject), subject),
            (nameof(DecisionPage.SealedTo), await LogPages.SealedTo(ledger, at, context.RequestAborted)),
            (nameof(DecisionPage.Steps), DecisionSteps.Of(decision, trail.Select(fact => fact.Story))),
            (nameof(DecisionPage.Known), KnownView.Of(replay.KnownAt, [.. facts.Select(fact => fact.Story)])));
    }

    public static Task<IResult> Later(HttpContext context, LedgerSystem ledger) => Id(context) is { } id
        ? LaterRecording.Of(context, ledger, StreamIds.Decision(id), $"/decisions/{id}", NotFound)
        : Task.FromResult<IResult>(NotFound);

    private static async Task<DecisionSubject?> Subject(
        LedgerSystem ledger, Decision decision, string id, DateOnly? validAt, DateOnly day, long position,
        CancellationToken cancellation)
    {
        if (decision.Trail?.Opening is not { } opening)
            return null;
        var found = await ledger.Directory.Institution(opening.Institution, day, position, cancellation);
        var replay = await ledger.Replays.Of(StreamIds.Institution(opening.Institution), validAt, position, cancellation);
        var effect = replay.Facts.FirstOrDefault(fact => fact.Fact is InstitutionDelisted delisted && delisted.Decision == id);
        return new DecisionSubject(
            opening.Institution, found?.Name ?? (found?.Names is [.., var last] ? last.Name : null), opening.Listing,
            found?.Entries.LastOrDefault(entry =>
                entry.List is null && entry.Code == opening.Listing && entry.ValidFrom <= day && !(entry.ValidTo <= day)),
            effect is null ? null : FactStory.Of(effect));
    }

    private static string? Id(HttpContext context) => Asked.Id(context.Request.RouteValues["decision"]?.ToString() ?? "");

    private static ProblemResult NotFound => new(KnownProblems.NotFound("decision.not-found", "没有这个决定。"));
}
