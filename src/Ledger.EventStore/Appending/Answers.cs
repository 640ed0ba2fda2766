using System.Data.Common;
using System.Text.Json;

namespace Ledger.EventStore.Appending;

/// <summary>What the store remembers of a command carried out under a key.</summary>
internal sealed record StoredAnswer(ReadOnlyMemory<byte> Digest, long First, long Last, IReadOnlyDictionary<string, long> Versions)
{
    /// <summary>The first answer again, or the conflict when the key was used for something else.</summary>
    public AppendOutcome To(IdempotencyKey key) => key.RequestDigest.Span.SequenceEqual(Digest.Span)
        ? new AppendOutcome.Appended(First, Last, Versions, Repeated: true)
        : new AppendOutcome.KeyConflict(key.Key);
}

/// <summary>The reading side of <c>ledger.idempotency</c>.</summary>
internal static class Answers
{
    // Index Scan using idempotency_pkey.
    public const string Query = """
        select key, digest, first_position, last_position, versions from ledger.idempotency where key = any($1)
        """;

    public static async Task<Dictionary<string, StoredAnswer>> Read(DbDataReader reader, CancellationToken cancellation)
    {
        var answers = new Dictionary<string, StoredAnswer>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
        {
            var versions = JsonSerializer.Deserialize<Dictionary<string, long>>(reader.GetString(4))!;
            answers.Add(reader.GetString(0), new(reader.GetFieldValue<byte[]>(1), reader.GetInt64(2), reader.GetInt64(3), versions));
        }

        return answers;
    }
}
