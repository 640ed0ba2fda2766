using System.Globalization;
using Ledger.Application.TwoTimes;
using Microsoft.AspNetCore.Http.Extensions;

namespace Ledger.Host.Pages;

/// <summary>The addresses of a page that is read on two times. A link that moves one of them keeps the other.</summary>
/// <param name="Path">Of the page, without a query.</param>
/// <param name="ValidAt">As asked; null for today.</param>
/// <param name="KnownAt">As asked; null for now.</param>
public sealed record TimeLinks(string Path, DateOnly? ValidAt, KnownAt? KnownAt)
{
    /// <summary>Neither time was asked for: the page is of today and of all that is known.</summary>
    public bool AreOfNow => ValidAt is null && KnownAt is null;

    /// <summary>The page itself, both times kept.</summary>
    public string Here => Address(Path, ValidAt, KnownAt);

    public string Today => Address(Path, null, KnownAt);

    public string AsKnownNow => Address(Path, ValidAt, null);

    /// <summary>
    /// Leads to what was recorded next. A page at a fixed position stays the same for ever and cannot name what came after it, so that
    /// the way on is found when it is taken.
    /// </summary>
    public string Later => Address(Path + "/later", ValidAt, KnownAt);

    /// <summary>The second time as a form sends it on; null for now.</summary>
    public string? KnownAtText => KnownAt is null ? null : Text(KnownAt);

    public string On(DateOnly day) => Address(Path, day, KnownAt);

    public string KnownAtPosition(long position) => Address(Path, ValidAt, Application.TwoTimes.KnownAt.AtPosition(position));

    /// <summary>A page of a long table, both times kept.</summary>
    public string Page(int page) => Address(Path, ValidAt, KnownAt, page);

    private static string Address(string path, DateOnly? validAt, KnownAt? knownAt, int? page = null)
    {
        var query = new QueryBuilder();
        if (validAt is { } day)
            query.Add("validAt", Days.Text(day));
        if (knownAt is not null)
            query.Add("knownAt", Text(knownAt));
        if (page is { } number)
            query.Add("page", number.ToString(CultureInfo.InvariantCulture));
        return path + query.ToQueryString();
    }

    private static string Text(KnownAt knownAt) => knownAt.Position is { } position
        ? position.ToString(CultureInfo.InvariantCulture)
        : knownAt.Time!.Value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
}
