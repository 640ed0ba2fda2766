namespace Ledger.Host.Pages;

/// <summary>A part of many rows.</summary>
/// <param name="Page">From 1; the last page has the latest rows.</param>
public sealed record RowWindow<T>(IReadOnlyList<T> Rows, int Page, int Pages, int Count);

public static class RowWindow
{
    /// <param name="page">Null for the last one, as is a number past it.</param>
    public static RowWindow<T> Of<T>(IReadOnlyList<T> rows, int? page, int limit)
    {
        var pages = Math.Max(1, (rows.Count + limit - 1) / limit);
        var at = Math.Clamp(page ?? pages, 1, pages);
        return new RowWindow<T>([.. rows.Skip((at - 1) * limit).Take(limit)], at, pages, rows.Count);
    }

    /// <summary>The rows that begin nearest to a day, in the order they came in.</summary>
    public static IReadOnlyList<T> Nearest<T>(IReadOnlyList<T> rows, Func<T, DateOnly> from, DateOnly day, int limit) =>
        rows.Count <= limit ? rows :
        [
            .. rows.Select((row, order) => (Row: row, Order: order))
                .OrderBy(each => Math.Abs(from(each.Row).DayNumber - day.DayNumber)).ThenBy(each => each.Order)
                .Take(limit).OrderBy(each => each.Order).Select(each => each.Row),
        ];
}
