using System.Security.Cryptography;
using Ledger.Domain.Values;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Application.People;

/// <summary>
/// The people vault: identity numbers in, random ids out. Sets of people are resolved by a fixed number of statements, whatever their
/// number. Nothing personal leaves it but by <see cref="Reveal"/>, which writes down who asked and why before it opens anything.
/// </summary>
public sealed class PeopleVault
{
    private readonly NpgsqlDataSource _database;
    private readonly PeopleKeys _keys;
    private readonly PersonSeal _seal;

    private PeopleVault(NpgsqlDataSource database, PeopleKeys keys, RandomNumberGenerator random) =>
        (_database, _keys, _seal) = (database, keys, new PersonSeal(keys, random));

    /// <exception cref="VaultException">
    /// The records were made with another master key: nobody would be found, and all enrolled twice.
    /// </exception>
    public static async Task<PeopleVault> Open(
        NpgsqlDataSource database, PeopleKeys keys, RandomNumberGenerator random, CancellationToken cancellation)
    {
        Demand(keys, await VaultRows.KeyInUse(database, cancellation));
        return new PeopleVault(database, keys, random);
    }

    /// <summary>
    /// Each identity's person, in the order given. Those who are not known are enrolled, once, however many callers bring them at the
    /// same time.
    /// </summary>
    /// <param name="enrol">False to look only: then the unknown have an empty id.</param>
    public async Task<IReadOnlyList<Resolved>> Resolve(
        IReadOnlyList<Identity> identities, bool enrol, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(identities.Count, VaultLimits.IdentitiesPerCall);
        var lookups = identities.Select(identity => new Lookup(_keys.Lookup(identity.Number.Reveal()))).ToArray();
        var known = await VaultRows.Find(_database, lookups.Distinct(), cancellation);
        var before = known.Keys.ToHashSet();
        if (enrol)
        {
            await Enrol(identities, lookups, known, cancellation);
            await VaultRows.MoveEmployers(_database, Moved(identities, lookups, known), cancellation);
        }

        return [.. identities.Select((identity, i) => known.TryGetValue(lookups[i], out var row)
            ? new Resolved(row.Id, !row.NameTag.AsSpan().SequenceEqual(_seal.NameTag(identity)), !before.Contains(lookups[i]))
            : default)];
    }

    /// <summary>Null where nobody with this number is enrolled.</summary>
    public async Task<Guid?> Find(ResidentIdentityNumber number, CancellationToken cancellation)
    {
        var lookup = new Lookup(_keys.Lookup(number.Reveal()));
        var known = await VaultRows.Find(_database, [lookup], cancellation);
        return known.TryGetValue(lookup, out var row) ? row.Id : null;
    }

    /// <summary>Opens a record. The access is committed first: who looked is known even if what they saw never reached them.</summary>
    /// <param name="actor">Who asks, by role or code.</param>
    /// <param name="purpose">Why, in words.</param>
    /// <returns>Null where there is no such person, or none whose record can still be opened.</returns>
    public async Task<RevealedPerson?> Reveal(Guid person, string actor, string purpose, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        ArgumentException.ThrowIfNullOrWhiteSpace(purpose);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(purpose.Length, VaultLimits.PurposeCharacters);
        await using (var note = _database.CreateCommand("insert into people.access (person, actor, purpose) values ($1, $2, $3)"))
        {
            note.Parameters.Add(new() { Value = person });
            note.Parameters.Add(new() { Value = actor });
            note.Parameters.Add(new() { Value = purpose });
            await note.ExecuteNonQueryAsync(cancellation);
        }

        await using var command = _database.CreateCommand(
            "select record, wrapped_key, employer, division from people.person where id = $1 and wrapped_key is not null");
        command.Parameters.Add(new() { Value = person, NpgsqlDbType = NpgsqlDbType.Uuid });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? _seal.Open(
                person, reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1),
                reader.IsDBNull(2) ? null : reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3))
            : null;
    }

    private async Task Enrol(
        IReadOnlyList<Identity> identities, Lookup[] lookups, Dictionary<Lookup, KnownPerson> known, CancellationToken cancellation)
    {
        var missing = new Dictionary<Lookup, PersonRow>();
        for (var i = 0; i < lookups.Length; i++)
        {
            if (!known.ContainsKey(lookups[i]) && !missing.ContainsKey(lookups[i]))
                missing.Add(lookups[i], _seal.Enrol(identities[i], lookups[i].Bytes, _seal.NameTag(identities[i])));
        }

        if (missing.Count == 0)
            return;

        await VaultRows.UseKey(_database, _keys.LookupKeyId, cancellation);
        Demand(_keys, await VaultRows.KeyInUse(_database, cancellation));
        // Everybody inserts in the same order, so that two imports of the same new people wait for each other and never in a ring.
        var rows = missing.Values.OrderBy(row => row.Lookup, LookupOrder.Instance).ToArray();
        await VaultRows.Insert(_database, rows, _keys, cancellation);
        foreach (var (lookup, row) in await VaultRows.Find(_database, missing.Keys, cancellation))
            known.Add(lookup, row);
    }

    private static void Demand(PeopleKeys keys, string? inUse)
    {
        if (inUse is not null && inUse != keys.LookupKeyId)
            throw new VaultException("The people in this database were enrolled under another master key; give that key.");
    }

    /// <summary>A number under another name is a slip in one of the two, and moves nobody: the row it came with is refused.</summary>
    private IEnumerable<(Guid Person, Identity Identity)> Moved(
        IReadOnlyList<Identity> identities, Lookup[] lookups, Dictionary<Lookup, KnownPerson> known) =>
        identities
            .Select((identity, i) => (known[lookups[i]].Id, identity, Row: known[lookups[i]]))
            .Where(one => one.identity.Employer is not null && one.identity.AsOf > one.Row.EmployerAsOf
                && (one.identity.Employer != one.Row.Employer || one.identity.Division != one.Row.Division)
                && one.Row.NameTag.AsSpan().SequenceEqual(_seal.NameTag(one.identity)))
            .GroupBy(one => one.Id)
            .Select(group => group.MaxBy(one => one.identity.AsOf))
            .Select(one => (one.Id, one.identity));
}
