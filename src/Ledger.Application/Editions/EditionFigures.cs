using System.Globalization;
using System.Text.Json;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Editions;
using Ledger.Projections.AnnualSummaries;
using Ledger.Projections.Engine;

namespace Ledger.Application.Editions;

/// <summary>A figure by its place and name, as a restatement names it.</summary>
internal readonly record struct FigureKey(string Place, string Figure) : IComparable<FigureKey>
{
    public int CompareTo(FigureKey other) =>
        string.CompareOrdinal(Place, other.Place) is var order and not 0 ? order : string.CompareOrdinal(Figure, other.Figure);
}

/// <summary>The figures of a year, one by one: what its canonical rows say, less what none of them says otherwise.</summary>
internal sealed class EditionFigures
{
    private readonly SortedDictionary<FigureKey, decimal> figures = [];

    /// <summary>Memory grows with the places of a year and not with its people.</summary>
    public static async Task<EditionFigures> Read(ReadModelRows rows, int year, CancellationToken cancellation)
    {
        var read = new EditionFigures();
        var tables = EditionRows.Tables(year);
        await rows.Read(tables[0], read.AddPlace, cancellation).ConfigureAwait(false);
        await rows.Read(tables[1], read.AddForm, cancellation).ConfigureAwait(false);
        return read;
    }

    /// <summary>Figures that are others now, by place and name.</summary>
    public IEnumerable<FigureChange> ChangesTo(EditionFigures now) => figures.Keys.Union(now.figures.Keys).Order()
        .Select(key => new FigureChange(key.Place, key.Figure, Value(key), now.Value(key)))
        .Where(change => change.Before != change.After);

    private decimal? Value(FigureKey key) => figures.TryGetValue(key, out var value) ? value : null;

    private void AddPlace(IReadOnlyList<string?> row)
    {
        var place = Place(row);
        Add(place, "projects", row[3]);
        Add(place, "persons", row[4]);
        Add(place, "personTimes", row[5]);
        Add(place, "hours", row[6]);
    }

    private void AddForm(IReadOnlyList<string?> row)
    {
        var kind = $"{Word((LearningForm)Number(row[3]))}.{Word((SubjectKind)Number(row[4]))}";
        Add(Place(row), $"personTimes.{kind}", row[5]);
        Add(Place(row), $"hours.{kind}", row[6]);
    }

    private void Add(string place, string figure, string? value) =>
        figures.Add(new FigureKey(place, figure), decimal.Parse(value!, CultureInfo.InvariantCulture));

    private static string Place(IReadOnlyList<string?> row) => (row[0] == "0" ? "institution:" : "division:") + row[1];

    private static int Number(string? text) => int.Parse(text!, CultureInfo.InvariantCulture);

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
