using System.Diagnostics.CodeAnalysis;

namespace Ledger.Projections.Engine;

/// <summary>
/// Values that come again and again, each with a number that stands for it where it is put aside. What comes when there are no more
/// numbers gets none, so that it never grows beyond them.
/// </summary>
/// <param name="most">Numbers that are given at most.</param>
internal sealed class Numbered<T>(int most) where T : class
{
    /// <summary>Of null.</summary>
    private const int None = 0;

    private readonly Dictionary<T, int> numbers = [];
    private readonly List<T?> values = [null];
    private (T? Value, int Number) last;

    /// <returns>False when there are no more numbers.</returns>
    public bool TryNumber(T? value, out int number)
    {
        number = None;
        if (value is null)
            return true;
        if (ReferenceEquals(value, last.Value))
        {
            number = last.Number;
            return true;
        }

        if (!numbers.TryGetValue(value, out number))
        {
            if (numbers.Count == most)
                return false;
            number = values.Count;
            numbers.Add(value, number);
            values.Add(value);
        }

        last = (value, number);
        return true;
    }

    /// <summary>What a number stands for.</summary>
    [return: MaybeNull]
    public T Of(int number) => values[number];
}
