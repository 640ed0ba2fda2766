using System.Globalization;
using Ledger.Application.Commands;

namespace Ledger.Application.HoursImport;

/// <summary>
/// A dry run writes nothing, so what an earlier batch would have written is not in the account when a later batch is judged. This
/// remembers it: two ids a row, some 60 MB for a million rows.
/// </summary>
internal sealed class DryRunMemory
{
    private static readonly RowReason DuplicateInFile = new(
        null, null, "credits.duplicate", "文件前面已有同一学习，但学时、科目、形式或机构不同",
        "An earlier row says the same participation with other hours, subject, form or provider.", "同一学习只报一行");

    private readonly HashSet<Guid> _seen = [];

    public RowVerdict Judge(RowVerdict.Accepted accepted)
    {
        var said = accepted.Row.Reading.Row!.Said;
        var hours = said.Hours.ToString("0.##", CultureInfo.InvariantCulture);
        var content = DerivedIds.From(accepted.Entry.ToString("N"), $"{said.Form} {said.Subject} {hours} {said.Provider}");
        if (_seen.Add(accepted.Entry))
        {
            _seen.Add(content);
            return accepted;
        }

        return _seen.Contains(content)
            ? new RowVerdict.AlreadyRecorded(accepted.Row, accepted.Entry)
            : new RowVerdict.Rejected(accepted.Row, [DuplicateInFile]);
    }
}
