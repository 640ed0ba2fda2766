using System.Text;
using Ledger.Application.Files;

namespace Ledger.Application.HoursImport;

/// <summary>
/// The rejected rows alone, in the form they came in: the same headers in the same order and the same encoding, and one more column that
/// says why. Mended, it is sent as it is: an import passes over that column. It is the sender's own data, names and numbers included.
/// </summary>
internal sealed class RejectsFile : IDisposable
{
    private readonly CsvOut _csv;
    private readonly int[] _kept;
    private readonly int _columns;

    public RejectsFile(Stream stream, TableFile file)
    {
        _csv = new CsvOut(stream, EncodingOf(file.Facts.Encoding));
        _columns = file.Headers.Count;
        // A file of rejects that is sent again and rejected again must not grow by a column each time.
        _kept = [.. Enumerable.Range(0, _columns).Where(i => !HoursColumns.IsReason(file.Headers[i]))];
        _csv.Row([.. _kept.Select(i => file.Headers[i]), HoursColumns.Reason]);
    }

    public void Add(TableRow row, IReadOnlyList<RowReason> reasons)
    {
        var cells = _kept.Select(i => i < row.Cells.Count ? row.Cells[i] : string.Empty);
        // Cells past the header are given back too, behind the reason: nothing of the sender's is dropped.
        _csv.Row([.. cells, Words(reasons), .. row.Cells.Skip(_columns)]);
    }

    public void Dispose() => _csv.Dispose();

    private static string Words(IReadOnlyList<RowReason> reasons) =>
        string.Join("；", reasons.Select(Words));

    private static string Words(RowReason reason) =>
        (reason.Column is null ? "" : reason.Column + "：") + reason.Zh.TrimEnd('。')
        + (reason.Mend is null ? "" : $"（{reason.Mend.TrimEnd('。')}）");

    private static Encoding EncodingOf(string name) => name switch
    {
        "gb18030" => FileInspection.Gb18030,
        "utf-8" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
    };
}
