using Ledger.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.CreditHours;

/// <summary>The rows that some accounts have in a table whose key begins with year and person.</summary>
internal static class AccountRows
{
    /// <param name="columns">Of the table, which is named e.</param>
    /// <param name="row">Takes each row with its account; the columns are the reader's first.</param>
    public static async Task Read(
        FoldTarget target, string table, string columns, IReadOnlyDictionary<AccountKey, Account> accounts,
        Action<Account, NpgsqlDataReader> row, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"""
            select {columns}, e.year, e.person
            from unnest($1::integer[], $2::uuid[]) as k(year, person)
            join {target.Schema}.{table} e on e.year = k.year and e.person = k.person
            """, target.Connection);
        command
            .With(NpgsqlDbType.Array | NpgsqlDbType.Integer, accounts.Keys.Select(key => key.Year).ToArray())
            .With(NpgsqlDbType.Array | NpgsqlDbType.Uuid, accounts.Keys.Select(key => key.Person).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var key = new AccountKey(reader.GetInt32(reader.FieldCount - 2), reader.GetGuid(reader.FieldCount - 1));
            row(accounts[key], reader);
        }
    }
}
