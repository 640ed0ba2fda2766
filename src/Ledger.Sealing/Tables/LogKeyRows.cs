using Ledger.Sealing.Verifying;
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
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var findings = new Findings();
        var keys = await Read(connection, findings, cancellation);
        return findings.None ? keys : throw new InvalidDataException(findings.Told[0].En);
    }

    /// <summary>A row that is no key is a finding, and is left out.</summary>
    public static async Task<IReadOnlyList<VerifierKey>> Read(
        NpgsqlConnection connection, Findings findings, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(All, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var keys = new List<VerifierKey>();
        while (await reader.ReadAsync(cancellation))
        {
            if (VerifierKey.TryParse(reader.GetString(0), out var key, out var problem))
                keys.Add(key);
            else
                findings.Add(new Finding(
                    "key.invalid", $"ledger.log_key 中有一行不是公钥：{problem}", $"A row of ledger.log_key is no public key: {problem}",
                    Object: "ledger.log_key"));
        }

        return keys;
    }
}
