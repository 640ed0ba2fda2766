using System.Globalization;
using Ledger.Application.Files;

namespace Ledger.Application.HoursImport;

/// <summary>A receipt for every row: what it came to, under which entry and person, at which position. Ids only, no names.</summary>
internal sealed class ReceiptsFile : IDisposable
{
    private readonly CsvOut _csv;

    public ReceiptsFile(Stream stream)
    {
        _csv = new CsvOut(stream);
        _csv.Row("行号", "结果", "条目编号", "人员编号", "账本位置", "说明");
    }

    /// <param name="position">Null for a dry run.</param>
    public void Accepted(long row, Guid entry, Guid person, long? position) =>
        _csv.Row(Text(row), position is null ? "可以记入" : "已记入", entry.ToString("D"), position is null ? "" : person.ToString("D"),
            position is { } at ? Text(at) : "", "");

    public void AlreadyRecorded(long row, Guid? entry, Guid person) =>
        _csv.Row(Text(row), "此前已记入", entry?.ToString("D") ?? "", entry is null ? "" : person.ToString("D"), "", "");

    public void Rejected(long row, IReadOnlyList<RowReason> reasons) =>
        _csv.Row(Text(row), "未记入", "", "", "", string.Join("；", reasons.Select(reason => $"{reason.Code} {reason.Zh}")));

    public void Dispose() => _csv.Dispose();

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
