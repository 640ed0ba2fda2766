using Npgsql;
using NpgsqlTypes;

namespace Ledger.Application.People;

/// <summary>A keyed digest as a dictionary's key.</summary>
internal readonly struct Lookup(byte[] bytes) : IEquatable<Lookup>
{
    public byte[] Bytes { get; } = bytes;

    public bool Equals(Lookup other) => Bytes.AsSpan().SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => obj is Lookup other && Equals(other);

    // A digest is as good a hash as there is.
    public override int GetHashCode() => BitConverter.ToInt32(Bytes);
}

internal sealed class LookupOrder : IComparer<byte[]>
{
    public static LookupOrder Instance { get; } = new();

    public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
}

internal sealed record KnownPerson(Guid Id, byte[] NameTag, string? Employer, string? Division, DateOnly EmployerAsOf);

/// <summary>The vault's SQL, all of it over sets.</summary>
internal static class VaultRows
{
    private const string FindSql = """
        select lookup, id, name_tag, employer, division, employer_as_of from people.person where lookup = any($1)
        """;

    // Two imports may bring the same new person at once: the second waits for the first, adds nothing and reads the first's row.
    private const string InsertSql = """
        insert into people.person
          (id, lookup, name_tag, record, wrapped_key, employer, division, employer_as_of, lookup_key_id, wrap_key_id, algorithm)
        select *, $9, $10, $11
        from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bytea[], $6::text[], $7::text[], $8::date[])
        on conflict (lookup) do nothing
        """;

    // The first one's key stays.
    private const string UseKeySql = "insert into people.key_in_use (lookup_key_id) values ($1) on conflict (one) do nothing";

    // Rows are locked in the order of their ids, so that two imports that move the same people never wait in a ring.
    private const string MoveSql = """
        with locked as materialized (select id from people.person where id = any($1) order by id for update)
        update people.person set employer = moved.employer, division = moved.division, employer_as_of = moved.as_of
        from locked join unnest($1::uuid[], $2::text[], $3::text[], $4::date[]) as moved (id, employer, division, as_of) using (id)
        where person.id = locked.id and person.employer_as_of < moved.as_of
        """;

    public static async Task<Dictionary<Lookup, KnownPerson>> Find(
        NpgsqlDataSource database, IEnumerable<Lookup> lookups, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(FindSql);
        Add(command, lookups.Select(lookup => lookup.Bytes).ToArray(), NpgsqlDbType.Bytea);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new Dictionary<Lookup, KnownPerson>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new Lookup(reader.GetFieldValue<byte[]>(0)), new KnownPerson(
                reader.GetGuid(1), reader.GetFieldValue<byte[]>(2), reader.IsDBNull(3) ? null : reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetFieldValue<DateOnly>(5)));
        }

        return found;
    }

    /// <summary>The id of the look-up key that people are enrolled under; null while there is nobody.</summary>
    public static async Task<string?> KeyInUse(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select lookup_key_id from people.key_in_use");
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }

    /// <summary>Takes the key into use where none is.</summary>
    public static async Task UseKey(NpgsqlDataSource database, string lookupKeyId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(UseKeySql);
        command.Parameters.Add(new() { Value = lookupKeyId });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task Insert(NpgsqlDataSource database, PersonRow[] rows, PeopleKeys keys, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(InsertSql);
        Add(command, Array.ConvertAll(rows, row => row.Id), NpgsqlDbType.Uuid);
        Add(command, Array.ConvertAll(rows, row => row.Lookup), NpgsqlDbType.Bytea);
        Add(command, Array.ConvertAll(rows, row => row.NameTag), NpgsqlDbType.Bytea);
        Add(command, Array.ConvertAll(rows, row => row.Record), NpgsqlDbType.Bytea);
        Add(command, Array.ConvertAll(rows, row => row.WrappedKey), NpgsqlDbType.Bytea);
        Add(command, Array.ConvertAll(rows, row => row.Identity.Employer), NpgsqlDbType.Text);
        Add(command, Array.ConvertAll(rows, row => row.Identity.Division), NpgsqlDbType.Text);
        Add(command, Array.ConvertAll(rows, row => row.Identity.AsOf), NpgsqlDbType.Date);
        command.Parameters.Add(new() { Value = keys.LookupKeyId });
        command.Parameters.Add(new() { Value = keys.WrapKeyId });
        command.Parameters.Add(new() { Value = SealedBytes.Algorithm });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task MoveEmployers(
        NpgsqlDataSource database, IEnumerable<(Guid Person, Identity Identity)> moves, CancellationToken cancellation)
    {
        var moved = moves.ToArray();
        if (moved.Length == 0)
            return;
        await using var command = database.CreateCommand(MoveSql);
        Add(command, Array.ConvertAll(moved, move => move.Person), NpgsqlDbType.Uuid);
        Add(command, Array.ConvertAll(moved, move => move.Identity.Employer), NpgsqlDbType.Text);
        Add(command, Array.ConvertAll(moved, move => move.Identity.Division), NpgsqlDbType.Text);
        Add(command, Array.ConvertAll(moved, move => move.Identity.AsOf), NpgsqlDbType.Date);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static void Add(NpgsqlCommand command, object values, NpgsqlDbType element) =>
        command.Parameters.Add(new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | element });
}
