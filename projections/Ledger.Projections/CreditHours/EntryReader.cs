using Ledger.Domain.CreditAccounts;
using Ledger.Projections.Engine;
using Npgsql;

namespace Ledger.Projections.CreditHours;

/// <summary>
/// The columns of an entry in one order, and the row they make. The first of them is null where an outer join found none.
/// </summary>
internal static class EntryReader
{
    public const string Columns = """
        e.entry, e.form, e.subject, e.status, e.claimed_hours, e.hours, e.project, e.activity, e.provider, e.first_day, e.last_day,
        e.division, e.replaces, e.replaced_by, e.note, e.claimed_at, e.changed_at
        """;

    public const int Count = 17;

    public static CreditEntryRow Read(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), (LearningForm)reader.GetInt16(1), (SubjectKind)reader.GetInt16(2), (CreditEntryStatus)reader.GetInt16(3),
        reader.GetDecimal(4), reader.GetDecimal(5), reader.Text(6), reader.GetString(7), reader.Text(8),
        reader.GetFieldValue<DateOnly>(9), reader.GetFieldValue<DateOnly>(10), reader.Text(11), reader.Nullable<Guid>(12),
        reader.Nullable<Guid>(13), reader.Text(14), reader.GetInt64(15), reader.GetInt64(16));
}
