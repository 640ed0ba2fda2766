using System.Buffers.Binary;

namespace Ledger.Projections.Engine;

/// <summary>
/// One event of a binary COPY (PostgreSQL's manual, "COPY", section "Tuples"), looked at where it lies: each field is its length and its
/// bytes.
/// </summary>
internal readonly ref struct EventTuple
{
    /// <summary>In this order.</summary>
    public const string Columns = "seq_id, version, type, stream_id, data";

    public const short Fields = 5;

    /// <summary>The binary form of jsonb is this byte and then the text.</summary>
    private const byte JsonbVersion = 1;

    public long Position { get; private init; }

    public long Version { get; private init; }

    public ReadOnlySpan<byte> Type { get; private init; }

    public ReadOnlySpan<byte> Stream { get; private init; }

    /// <summary>JSON.</summary>
    public ReadOnlySpan<byte> Body { get; private init; }

    /// <summary>Bytes of all fields with their lengths.</summary>
    public int Length { get; private init; }

    /// <param name="bytes">From the first field on.</param>
    /// <returns>False when the event's last byte is not there yet.</returns>
    /// <exception cref="InvalidDataException">These are not the columns of an event.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out EventTuple tuple)
    {
        tuple = default;
        var at = 0;
        if (!Field(bytes, ref at, out var position) || !Field(bytes, ref at, out var version) || !Field(bytes, ref at, out var type)
            || !Field(bytes, ref at, out var stream) || !Field(bytes, ref at, out var body))
            return false;
        if (body.IsEmpty || body[0] != JsonbVersion)
            throw new InvalidDataException("The database writes jsonb in a binary form that this program does not know.");
        tuple = new EventTuple
        {
            Position = BinaryPrimitives.ReadInt64BigEndian(position),
            Version = BinaryPrimitives.ReadInt64BigEndian(version),
            Type = type,
            Stream = stream,
            Body = body[1..],
            Length = at,
        };
        return true;
    }

    /// <summary>No column of an event is null.</summary>
    private static bool Field(ReadOnlySpan<byte> bytes, scoped ref int at, out ReadOnlySpan<byte> field)
    {
        field = default;
        if (bytes.Length - at < sizeof(int))
            return false;
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes[at..]);
        at += sizeof(int);
        if (bytes.Length - at < length)
            return false;
        field = bytes.Slice(at, length);
        at += length;
        return true;
    }
}
