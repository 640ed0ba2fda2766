using Ledger.Application.Files;
using Ledger.Domain.Kernel;
using Ledger.Domain.PublishedLists;
using Ledger.Domain.Values;

namespace Ledger.Application.PublishedLists;

/// <summary>What was read from a list's file.</summary>
/// <param name="Scheme">What the code column numbers; null where its header does not say.</param>
/// <param name="Unread">Codes of rejected rows.</param>
/// <param name="CodesUnread">A row was rejected for its code: which entry it is cannot be told.</param>
internal sealed record ListReading(
    string? Scheme, IReadOnlyList<PrintedEntry> Entries, IReadOnlySet<string> Unread, bool CodesUnread, int Rows,
    IReadOnlyList<ListRowReject> Rejects, IReadOnlyList<ListWarning> Warnings)
{
    /// <summary>Characters of a cell shown in a reject.</summary>
    private const int ShownCharacters = 60;

    public static ListReading Read(TableFile file, IProgress<ListImportProgress>? progress, CancellationToken cancellation)
    {
        var scheme = ListColumns.SchemeOf(file.HeaderOf(ListColumns.Code)!);
        var (firstRows, entries) = (new Dictionary<string, long>(StringComparer.Ordinal), new List<PrintedEntry>());
        var (unread, codesUnread, rows) = (new HashSet<string>(StringComparer.Ordinal), false, 0);
        List<ListRowReject> rejects = [];
        List<ListWarning> warnings =
            [.. file.UnknownColumns.Select(header => new ListWarning("list.unknown-column", $"未用到的列：{header}",
                $"Column not used: {header}"))];

        foreach (var row in file.Rows(cancellation))
        {
            if (++rows % 1_000 == 0)
                progress?.Report(new("reading", rows, file.Facts.DataRows));
            var (code, problem) = ListColumns.ReadCode(scheme, row[ListColumns.Code]);
            if (code is null)
            {
                // A row of the wrong shape may hold its code in another place: it counts as one whose code cannot be read.
                codesUnread = true;
                rejects.Add(row.Problem is { } shape ? Reject(row, shape) : Reject(file, row, ListColumns.Code, problem!));
            }
            else if (row.Problem is { } shape)
            {
                codesUnread |= shape.Code != "row.too-few-cells";
                unread.Add(code);
                rejects.Add(Reject(row, shape));
            }
            else if (!firstRows.TryAdd(code, row.Row))
            {
                rejects.Add(Reject(file, row, ListColumns.Code, new("list.duplicate-code", $"代码与第{firstRows[code]}行重复",
                    $"The code stands in row {firstRows[code]} already.", "请核对哪一行有误，改正后重新导入")));
            }
            else
            {
                var (entry, reject) = Entry(file, row, code, warnings);
                if (entry is not null)
                {
                    entries.Add(entry);
                }
                else
                {
                    unread.Add(code);
                    rejects.Add(reject!);
                }
            }
        }

        return new(scheme, entries, unread, codesUnread, rows, rejects, warnings);
    }

    private static (PrintedEntry? Entry, ListRowReject? Reject) Entry(TableFile file, TableRow row, string code,
        List<ListWarning> warnings)
    {
        ListRowReject? reject = null;
        var privateUse = false;
        var name = Text(ListColumns.Name, Limits.NameGraphemes, required: true);
        var entry = new PrintedEntry(code, name ?? string.Empty,
            Text(ListColumns.Region, Limits.NameGraphemes),
            Text(ListColumns.Seat, Limits.NameGraphemes),
            Text(ListColumns.Authority, Limits.NameGraphemes),
            Text(ListColumns.Level, Limits.NameGraphemes),
            Text(ListColumns.Remark, Limits.ReasonGraphemes));
        if (privateUse)
            warnings.Add(new("list.private-use", "含有自造字（私有区），在别的机器上可能显示不同",
                "It holds private-use letters, which may look different on another machine.", row.Row));
        return reject is null ? (entry, null) : (null, reject);

        string? Text(string key, int most, bool required = false)
        {
            var cell = row[key];
            if (!required && string.IsNullOrWhiteSpace(cell))
                return null;
            if (PlainText.TryParse(cell, most, out var text, out var problem) && PersonalNumbers.StandIn(text.Value))
                problem = PersonalNumbers.Problem;
            if (problem is null)
            {
                privateUse |= text.HasPrivateUse;
                return text.Value;
            }

            reject ??= Reject(file, row, key, problem);
            return null;
        }
    }

    private static ListRowReject Reject(TableRow row, RowProblem problem) =>
        new(row.Row, null, null, problem.Code, problem.Zh, problem.En, problem.Mend);

    private static ListRowReject Reject(TableFile file, TableRow row, string key, ValueProblem problem)
    {
        var cell = string.Concat(row[key].Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter)));
        var shown = cell.Length <= ShownCharacters ? cell : cell[..ShownCharacters] + "…";
        return new(row.Row, file.HeaderOf(key), shown, problem.Code, problem.Zh, problem.En, problem.Mend);
    }
}
