using Ledger.Domain.Values;

namespace Ledger.Application.HoursImport;

/// <summary>Texts that come again in thousands of rows are judged once. What is remembered is bounded and simply begun anew.</summary>
internal sealed class RememberedTexts(int graphemes)
{
    private readonly Dictionary<string, (string? Value, ValueProblem? Problem)> _known = new(StringComparer.Ordinal);

    public string? Read(string text, out ValueProblem? problem)
    {
        if (!_known.TryGetValue(text, out var judged))
        {
            judged = PlainText.TryParse(text, graphemes, out var plain, out var fault) ? (plain.Value, null) : (null, fault);
            if (_known.Count >= ImportLimits.TextsRemembered)
                _known.Clear();
            _known.Add(text, judged);
        }

        problem = judged.Problem;
        return judged.Value;
    }
}
