using Ledger.Domain.Kernel;
using Ledger.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.CreditHours;

/// <summary>
/// A person's year as it was known at a position: the account's stream, folded that far by the rules of the read model.
/// </summary>
internal static class AccountStream
{
    private const string Events = """
        select seq_id, type, data from mt_events where stream_id = $1 and seq_id <= $2 order by version
        """;

    public static async Task<IReadOnlyList<CreditEntryRow>> FoldTo(
        NpgsqlDataSource database, Guid person, int year, long position, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Events);
        command.With(NpgsqlDbType.Varchar, StreamIds.Credits(year, person)).With(NpgsqlDbType.Bigint, position);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var account = new Account(new AccountKey(year, person), isNew: true);
        while (await reader.ReadAsync(cancellation))
        {
            if (FactCatalog.Read(reader.GetString(1), reader.GetFieldValue<byte[]>(2)) is { } fact)
                account.Apply(fact, reader.GetInt64(0));
        }

        return [.. account.Entries.OrderBy(entry => entry.ClaimedAt).ThenBy(entry => entry.Entry)];
    }
}
