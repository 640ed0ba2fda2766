using Npgsql;

namespace Ledger.Sealing;

/// <summary>Whose log this is.</summary>
/// <param name="Origin">The first line of each checkpoint and the name of the keys that sign it (C2SP tlog-checkpoint).</param>
/// <param name="Source">The attribute <c>source</c> of each leaf: <c>urn:uuid:...</c>.</param>
public sealed record LogIdentity(string Origin, string Source)
{
    private const string Establishing = """
        insert into ledger.log (origin, source) values ($1, $2) on conflict (one) do nothing
        """;

    /// <summary>The identity that was laid down at the first start; this one, if there was none.</summary>
    /// <exception cref="SealingException">There was one, and it is gone.</exception>
    public static async Task<LogIdentity> Establish(NpgsqlDataSource database, LogIdentity given, CancellationToken cancellation)
    {
        // A look first: at every start but one there is nothing to lay down.
        if (await Read(database, cancellation) is { } there)
            return there;
        await using var sealedBefore = database.CreateCommand("select exists (select from ledger.checkpoint)");
        if (await sealedBefore.ExecuteScalarAsync(cancellation) is true)
            throw new SealingException(
                "ledger.log has lost its row, and checkpoints were signed for this log. Put it back as it was (origin and source stand in "
                + "any checkpoint and any entry): with another name nothing that was signed could be checked.");
        await using var command = database.CreateCommand(Establishing);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = given.Origin });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = given.Source });
        await command.ExecuteNonQueryAsync(cancellation);
        return (await Read(database, cancellation))!;
    }

    /// <summary>Null where nothing was sealed yet.</summary>
    public static async Task<LogIdentity?> Read(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select origin, source from ledger.log");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new LogIdentity(reader.GetString(0), reader.GetString(1)) : null;
    }
}
