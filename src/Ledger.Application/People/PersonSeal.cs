using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Domain.Values;

namespace Ledger.Application.People;

/// <summary>A new row of the vault, ready to be written.</summary>
internal sealed record PersonRow(Guid Id, byte[] Lookup, byte[] NameTag, byte[] Record, byte[] WrappedKey, Identity Identity);

/// <summary>Makes and opens the encrypted part of a person's row.</summary>
internal sealed class PersonSeal(PeopleKeys keys, RandomNumberGenerator random)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private sealed record Sheet(string Number, string Paper, string Name);

    public PersonRow Enrol(Identity identity, byte[] lookup, byte[] nameTag)
    {
        var id = RandomId();
        var key = new byte[PeopleKeys.KeyBytes];
        random.GetBytes(key);
        try
        {
            using var cipher = new AesGcm(key, SealedBytes.TagBytes);
            var sheet = new Sheet(identity.Number.Reveal(), identity.Number.Paper.ToString(), identity.Name);
            var record = SealedBytes.Seal(cipher, JsonSerializer.SerializeToUtf8Bytes(sheet, Json), id, random);
            return new PersonRow(id, lookup, nameTag, record, keys.Wrap(key, id, random), identity);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public RevealedPerson Open(Guid person, byte[] record, byte[] wrappedKey, string? employer, string? division)
    {
        var key = keys.Unwrap(wrappedKey, person);
        try
        {
            using var cipher = new AesGcm(key, SealedBytes.TagBytes);
            var sheet = JsonSerializer.Deserialize<Sheet>(SealedBytes.Open(cipher, record, person), Json)!;
            return new RevealedPerson(person, sheet.Number, sheet.Paper, sheet.Name, employer, division);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>What tells whether two names for one number are the same.</summary>
    public byte[] NameTag(Identity identity) => keys.NameTag(identity.Number.Reveal(), NameKey.Of(identity.Name));

    /// <summary>RFC 9562 version 4. Not one that sorts by time: the order of enrolment is nobody's business.</summary>
    private Guid RandomId()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.GetBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
