using Ledger.Domain.Kernel;

namespace Ledger.Domain.Imports;

/// <summary>A file of hours was taken in. On <c>import-{id}</c>; written only when the file brought new facts.</summary>
/// <param name="Sha256">Of the file as received.</param>
/// <param name="Encoding">As detected: utf-8, utf-8-bom, gb18030.</param>
/// <param name="Hours">Sum of the accepted rows' hours.</param>
[FactName("import.hours-imported.v1")]
public sealed record HoursImported(
    Act Act, string Import, string Sha256, string Encoding, long Rows, long Accepted, long AlreadyRecorded, long Rejected,
    decimal Hours) : ILegalFact;
