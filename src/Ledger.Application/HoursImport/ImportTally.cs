using Ledger.Application.Files;
using Ledger.Domain.Codes;

namespace Ledger.Application.HoursImport;

/// <summary>Counts what the rows came to and writes their receipts and rejects.</summary>
internal sealed class ImportTally : IDisposable
{
    private readonly RejectsFile? _rejects;
    private readonly ReceiptsFile? _receipts;
    private readonly ImportWarnings _warnings;
    private readonly List<RejectedRow> _shown = [];

    public ImportTally(TableFile file, HoursImportRequest request, DivisionRegister divisions)
    {
        _warnings = new ImportWarnings(divisions);
        _rejects = request.Rejects is null ? null : new RejectsFile(request.Rejects, file);
        _receipts = request.Receipts is null ? null : new ReceiptsFile(request.Receipts);
    }

    public long Rows { get; private set; }

    public long Accepted { get; private set; }

    public long AlreadyRecorded { get; private set; }

    public long Rejected { get; private set; }

    public decimal Hours { get; private set; }

    public long FirstPosition { get; private set; }

    public long LastPosition { get; private set; }

    /// <summary>Accounts were met that hold claims of this very import, from a run that was cut short or sent before.</summary>
    public bool MetItself { get; set; }

    public IReadOnlyList<RejectedRow> Shown => _shown;

    public IReadOnlyList<HoursWarning> Warnings => _warnings.All;

    /// <param name="firstPosition">Of the batch's first event; null for a dry run.</param>
    public void Add(IReadOnlyList<RowVerdict> verdicts, long? firstPosition, long lastPosition)
    {
        foreach (var verdict in verdicts)
            Add(verdict, firstPosition);
        if (firstPosition is { } first && lastPosition >= first)
            Landed(first, lastPosition);
    }

    public void Landed(long first, long last)
    {
        FirstPosition = FirstPosition == 0 ? first : FirstPosition;
        LastPosition = last;
    }

    public void Dispose()
    {
        _rejects?.Dispose();
        _receipts?.Dispose();
    }

    private void Add(RowVerdict verdict, long? firstPosition)
    {
        Rows++;
        var source = verdict.Row.Reading.Source;
        switch (verdict)
        {
            case RowVerdict.Accepted accepted:
                Accepted++;
                Hours += accepted.Row.Reading.Row!.Said.Hours;
                _warnings.Note(accepted.Row.Reading.Row);
                _receipts?.Accepted(source.Row, accepted.Entry, accepted.Row.Person, firstPosition + accepted.Account.Offset + accepted.At);
                break;
            case RowVerdict.AlreadyRecorded recorded:
                AlreadyRecorded++;
                _receipts?.AlreadyRecorded(source.Row, recorded.Entry, recorded.Row.Person);
                break;
            case RowVerdict.Rejected rejected:
                Rejected++;
                _receipts?.Rejected(source.Row, rejected.Reasons);
                _rejects?.Add(source, rejected.Reasons);
                if (_shown.Count < ImportLimits.RejectsInReport)
                    _shown.Add(new RejectedRow(source.Row, rejected.Reasons));
                break;
        }
    }
}
