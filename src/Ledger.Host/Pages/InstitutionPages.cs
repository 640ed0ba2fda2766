using System.Globalization;
using Ledger.Application.Composition;
using Ledger.Domain.Kernel;
using Ledger.Host.Problems;
using Ledger.Host.Queries;
using Ledger.Host.Requests;
using Ledger.Projections;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Pages;

/// <summary>The page of an institution: what was in force on a day, over the years, and how it came about.</summary>
internal static class InstitutionPages
{
    public static async Task<IResult> One(
        HttpContext context, LedgerSystem ledger, InstitutionQueries institutions, ListQueries lists)
    {
        var read = new QueryReader(context.Request.Query);
        var (validAt, knownAt, page) = (read.Day(Asked.ValidAt.Name), read.KnownAt(Asked.KnownAt.Name), Page(read));
        var cancellation = context.RequestAborted;
        var (at, problem) = await Asked.Settle(read, validAt, knownAt, ledger, cancellation, ReadModels.Directory);
        if (at is null)
            return new ProblemResult(problem!);
        var (day, lastKnown) = (at.ValidAt, at.LastKnownDay);
        if (Id(context) is not { } id
            || await institutions.Institution(id, at, cancellation) is not { Institution: var found }
            || await institutions.History(StreamIds.Institution(id), at with { DayAsked = null }, cancellation) is not { } history)
            return NotFound;
        var state = await institutions.State(id, at, cancellation);
        var titles = (await lists.All(Asked.Now(ledger), cancellation)).Lists
            .ToDictionary(list => list.List, list => list.Title, StringComparer.Ordinal);
        Func<string, string> titleOf = list => titles.GetValueOrDefault(list, list);
        var inForce = validAt is null ? history.Facts : [.. history.Facts.Where(fact => fact.Day <= day)];
        return PageResult.Of<InstitutionPage>(
            (nameof(InstitutionPage.Found), found),
            (nameof(InstitutionPage.Links), new TimeLinks($"/institutions/{id}", validAt, knownAt)),
            (nameof(InstitutionPage.View), TimelineView.Of(day, history.Facts, found, titleOf)),
            (nameof(InstitutionPage.Known), KnownView.Of(history.Position, history.Facts)),
            (nameof(InstitutionPage.Terms), TermRow.Of(state, day < lastKnown ? day : lastKnown)),
            (nameof(InstitutionPage.History), RowWindow.Of(inForce, page, TimelineLimits.HistoryRows)),
            (nameof(InstitutionPage.SealedTo), await LogPages.SealedTo(ledger, at, cancellation)),
            (nameof(InstitutionPage.TitleOf), titleOf),
            (nameof(InstitutionPage.Divisions), await ledger.Divisions.Read(cancellation)));
    }

    public static Task<IResult> Later(HttpContext context, LedgerSystem ledger) => Id(context) is { } id
        ? LaterRecording.Of(context, ledger, StreamIds.Institution(id), $"/institutions/{id}", NotFound)
        : Task.FromResult<IResult>(NotFound);

    private static int? Page(QueryReader read)
    {
        if (read.Text("page", 6) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page >= 1)
            return page;
        read.Add("page", "query.page", "应为从 1 起的整数。");
        return null;
    }

    private static string? Id(HttpContext context) => Asked.Id(context.Request.RouteValues["institution"]?.ToString() ?? "");

    private static ProblemResult NotFound => new(KnownProblems.NotFound("institution.not-found", "没有这个机构。"));
}
