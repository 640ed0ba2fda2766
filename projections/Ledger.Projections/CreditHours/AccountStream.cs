using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;
using Npgsql;
using NpgsqlTypes;
using Ledger.Projections.Engine;

namespace Ledger.Projections.CreditHours;

/// <summary>A person's year as it was known at a position: the account's stream, folded that far by the rules of the read model.</summary>
internal static class AccountStream
{
    private const string Events = """
        select seq_id, type, data::text from mt_events where stream_id = $1 and seq_id <= $2 order by version
        """;

    public static async Task<IReadOnlyList<CreditEntryRow>> FoldTo(
        NpgsqlDataSource database, Guid person, int year, long position, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Events);
        command.With(NpgsqlDbType.Varchar, StreamIds.Credits(year, person)).With(NpgsqlDbType.Bigint, position);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var entries = new Dictionary<Guid, CreditEntryRow>();
        while (await reader.ReadAsync(cancellation))
        {
            var fact = FactCatalog.Read(reader.GetString(1), System.Text.Encoding.UTF8.GetBytes(reader.GetString(2)));
            if (fact is not null)
                Apply(entries, fact, reader.GetInt64(0));
        }

        return [.. entries.Values.OrderBy(entry => entry.ClaimedAt).ThenBy(entry => entry.Entry)];
    }

    private static void Apply(Dictionary<Guid, CreditEntryRow> entries, IFact fact, long position)
    {
        if (EntryFold.EntryOf(fact) is not { } id)
            return;
        if (fact is HoursRestated restated && !entries.ContainsKey(id) && entries.TryGetValue(restated.Replaces, out var replaced))
            entries[restated.Replaces] = EntryFold.ApplyToReplaced(replaced, restated, position)!;
        if (EntryFold.Apply(entries.GetValueOrDefault(id), fact, position) is { } entry)
            entries[id] = entry;
    }
}
