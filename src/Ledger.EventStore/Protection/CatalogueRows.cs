using Npgsql;

namespace Ledger.EventStore.Protection;

internal static class CatalogueRows
{
    /// <param name="lists">Parameters $1 and on.</param>
    public static async Task<IReadOnlyList<T>> Rows<T>(
        this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation,
        params IReadOnlyList<string[]> lists)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var list in lists)
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = list });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(read(reader));
        return rows;
    }
}
