using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Domain.CreditAccounts;
using Ledger.Projections.CreditHours;

namespace Ledger.Projections.AnnualSummaries;

/// <summary>
/// What must be known of an account's participations to take them out of the figures again, as one text: a row for each account costs
/// the database a fraction of a row for each participation. A JSON array with, for each entry in the order of ids, the array
/// <c>[entry, form, subject, status, hours, project, provider, division]</c>; the codes are those of <c>credit_hours.entry</c>.
/// </summary>
internal static class HeldEntries
{
    // The text goes into a column and nowhere else: letters may stand as they are.
    private static readonly JsonWriterOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static string Write(Account account)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Plain);
        json.WriteStartArray();
        foreach (var entry in account.InOrder)
        {
            json.WriteStartArray();
            json.WriteStringValue(entry.Entry);
            json.WriteNumberValue((int)entry.Form);
            json.WriteNumberValue((int)entry.Subject);
            json.WriteNumberValue((int)entry.Status);
            json.WriteNumberValue(entry.Hours);
            json.WriteStringValue(entry.Project);
            json.WriteStringValue(entry.Provider);
            json.WriteStringValue(entry.Division);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <returns>With what the figures need; the rest of an entry is not kept here.</returns>
    public static IEnumerable<CreditEntryRow> Read(string text)
    {
        using var entries = JsonDocument.Parse(text);
        foreach (var entry in entries.RootElement.EnumerateArray())
        {
            yield return new CreditEntryRow(
                entry[0].GetGuid(), (LearningForm)entry[1].GetInt32(), (SubjectKind)entry[2].GetInt32(),
                (CreditEntryStatus)entry[3].GetInt32(), ClaimedHours: 0, Hours: entry[4].GetDecimal(), Project: entry[5].GetString(),
                Activity: "", Provider: entry[6].GetString(), From: default, To: default, Division: entry[7].GetString(), Replaces: null,
                ReplacedBy: null, Note: null, ClaimedAt: 0, ChangedAt: 0);
        }
    }
}
