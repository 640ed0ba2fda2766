using Ledger.Domain.Values;

namespace Ledger.Application.HoursImport;

/// <summary>
/// Cells that come again in thousands of rows (days, activities, employers) are read once. What is remembered is bounded and simply
/// begun anew when it is full. For one thread.
/// </summary>
internal sealed class Remembered<T>(Func<string, (T Value, ValueProblem? Problem)> read)
{
    private readonly Dictionary<string, (T Value, ValueProblem? Problem)> _known = new(StringComparer.Ordinal);

    public T Read(string text, out ValueProblem? problem)
    {
        if (!_known.TryGetValue(text, out var judged))
        {
            judged = read(text);
            if (_known.Count >= ImportLimits.CellsRemembered)
                _known.Clear();
            _known.Add(text, judged);
        }

        problem = judged.Problem;
        return judged.Value;
    }
}
