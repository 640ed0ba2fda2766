using System.Collections.Immutable;

namespace Ledger.Domain.CreditAccounts;

/// <summary>Recognised hours (学时) of a year, kept by subject and form at once, so that every other sum is a sum of these cells.</summary>
public sealed class HoursTotals
{
    private const int Forms = 6;

    private readonly ImmutableArray<decimal> _cells;

    private HoursTotals(ImmutableArray<decimal> cells) => _cells = cells;

    public static HoursTotals Zero { get; } = new([.. new decimal[2 * Forms]]);

    public decimal All => Sum(_cells.AsSpan());

    public decimal Of(SubjectKind subject) => Sum(_cells.AsSpan().Slice((int)subject * Forms, Forms));

    public decimal Of(LearningForm form) => this[SubjectKind.Public, form] + this[SubjectKind.Professional, form];

    public decimal this[SubjectKind subject, LearningForm form] => _cells[Cell(subject, form)];

    internal HoursTotals Add(Participation said, decimal hours)
    {
        var cell = Cell(said.Subject, said.Form);
        return new(_cells.SetItem(cell, _cells[cell] + hours));
    }

    private static int Cell(SubjectKind subject, LearningForm form) => (int)subject * Forms + (int)form - 1;

    private static decimal Sum(ReadOnlySpan<decimal> cells)
    {
        var sum = 0m;
        foreach (var cell in cells)
            sum += cell;
        return sum;
    }
}
