using Ledger.Domain.Codes;
using Ledger.Domain.Values;

namespace Ledger.Application.HoursImport;

/// <summary>
/// Judges the divisions of rows that are taken: the employer's on the day of completion, and the county within the identity number. A
/// division is renumbered while people study and numbers stay, so this warns and never refuses. What is said of a code is put together
/// once; a row costs two look-ups.
/// </summary>
internal sealed class ImportWarnings(DivisionRegister divisions)
{
    private readonly Dictionary<(string Code, string? Division), HoursWarning> _warnings = [];
    private readonly Dictionary<(string Division, DateOnly Day), ValueProblem?> _judged = [];
    private HoursWarning? _more;

    /// <summary>The most rows first; what did not fit comes last, in one.</summary>
    public IReadOnlyList<HoursWarning> All =>
    [
        .. _warnings.Values.OrderByDescending(warning => warning.Rows).ThenBy(warning => warning.FirstRow)
            .ThenBy(warning => warning.Code, StringComparer.Ordinal),
        .. _more is null ? (HoursWarning[])[] : [_more],
    ];

    public void Note(HoursRow row)
    {
        var at = row.Source.Row;
        if (row.Said.Division is { } division && Judged(division, row.Said.To) is { } problem)
            Count(new(problem.Code, division, 1, at, problem.Zh, problem.En));
        if (IsOutOfRegister(row.Identity.Number))
            Count(County(at));
    }

    private ValueProblem? Judged(string division, DateOnly day)
    {
        if (_judged.TryGetValue((division, day), out var known))
            return known;
        var problem = DivisionCode.TryParse(division, out var code, out var fault) ? divisions.Judge(code, day).Warning : fault;
        if (_judged.Count >= ImportLimits.CellsRemembered)
            _judged.Clear();
        _judged.Add((division, day), problem);
        return problem;
    }

    /// <summary>
    /// Unknown, or out of use before the person was born. A code that came into use after the birth is right: the number is of the day
    /// of first registration, which may be decades later. Permits and foreigners' cards hold no county.
    /// </summary>
    private bool IsOutOfRegister(ResidentIdentityNumber number) =>
        number.Paper == IdentityPaper.ResidentIdentityCard
        && (!DivisionCode.TryParse(number.County, out var county, out _) || divisions.Find(county) switch
        {
            null => true,
            { ValidTo: { } last } => number.BornOn > last,
            _ => false,
        });

    private void Count(HoursWarning warning)
    {
        if (_warnings.TryGetValue((warning.Code, warning.Division), out var known))
            _warnings[(warning.Code, warning.Division)] = known with { Rows = known.Rows + 1 };
        else if (_warnings.Count < ImportLimits.WarningsInReport)
            _warnings.Add((warning.Code, warning.Division), warning);
        else
            _more = _more is null ? More(warning.FirstRow) : _more with { Rows = _more.Rows + 1 };
    }

    /// <summary>Without the code itself: it is the beginning of somebody's identity number.</summary>
    private static HoursWarning County(long row) => new(
        "identity.county", null, 1, row, "身份证件号码前六位不在代码表中，或者在出生前已停用（多为早年撤并的县）",
        "The first six digits of the identity number are in no list, or were out of use before the birth: mostly a county long merged.");

    private static HoursWarning More(long row) => new(
        "import.more-warnings", null, 1, row, $"另有其他代码的提示，超过{ImportLimits.WarningsInReport}种的不逐一列出",
        $"Warnings about further codes: more than {ImportLimits.WarningsInReport} kinds are not listed one by one.");
}
