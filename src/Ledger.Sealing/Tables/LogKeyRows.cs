using Ledger.Transparency.Notes;
using Npgsql;

namespace Ledger.Sealing.Tables;

/// <summary>Reads the public keys that have signed for this log.</summary>
internal static class LogKeyRows
{
    private const string All = "select vkey from ledger.log_key order by from_size, made_at, vkey";

    /// <exception cref="InvalidDataException">A row is no key: the table was changed.</exception>
    public static async Task<IReadOnlyList<VerifierKey>> Read(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(All);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var keys = new List<VerifierKey>();
        while (await reader.ReadAsync(cancellation))
        {
            if (!VerifierKey.TryParse(reader.GetString(0), out var key, out var problem))
                throw new InvalidDataException($"A row of ledger.log_key is no public key: {problem}");
            keys.Add(key!);
        }

        return keys;
    }
}
