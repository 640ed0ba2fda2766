using Ledger.Application.Files;
using Ledger.Application.People;
using Ledger.Domain.CreditAccounts;

namespace Ledger.Application.HoursImport;

/// <summary>A row that reads as a participation of a person.</summary>
/// <param name="Source">The row as it stands in the file, kept for the file of rejects.</param>
internal sealed record HoursRow(TableRow Source, Identity Identity, Participation Said)
{
    public int Year => Said.To.Year;
}

/// <summary>A row read: either it makes sense or it has reasons.</summary>
internal readonly record struct RowReading(TableRow Source, HoursRow? Row, IReadOnlyList<RowReason> Reasons);
