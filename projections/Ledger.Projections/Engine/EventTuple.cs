using System.Buffers.Binary;

namespace Ledger.Projections.Engine;

/// <summary>
/// One event as PostgreSQL's <c>record_send</c> writes it, looked at where it lies: the number of its columns, and for each of them the
/// type, the length and the bytes.
/// </summary>
internal readonly ref struct EventTuple
{
    /// <summary>In this order.</summary>
    public const string Columns = "seq_id, version, type, stream_id, data";

    private const int Fields = 5;

    /// <summary>The binary form of jsonb is this byte and then the text.</summary>
    private const byte JsonbVersion = 1;

    public long Position { get; private init; }

    public long Version { get; private init; }

    public ReadOnlySpan<byte> Type { get; private init; }

    public ReadOnlySpan<byte> Stream { get; private init; }

    /// <summary>JSON.</summary>
    public ReadOnlySpan<byte> Body { get; private init; }

    /// <summary>All of it, as it was written.</summary>
    public ReadOnlySpan<byte> Bytes { get; private init; }

    /// <summary>Goes past one event.</summary>
    /// <exception cref="InvalidDataException">These are not the columns of an event.</exception>
    public static EventTuple Read(ref ReadOnlySpan<byte> bytes)
    {
        var whole = bytes;
        if (bytes.Length < sizeof(int) || BinaryPrimitives.ReadInt32BigEndian(bytes) != Fields)
            throw new InvalidDataException("The database wrote an event that this program cannot read.");
        bytes = bytes[sizeof(int)..];
        var position = Field(ref bytes);
        var version = Field(ref bytes);
        var type = Field(ref bytes);
        var stream = Field(ref bytes);
        var body = Field(ref bytes);
        if (body.IsEmpty || body[0] != JsonbVersion)
            throw new InvalidDataException("The database writes jsonb in a binary form that this program does not know.");
        return new EventTuple
        {
            Position = BinaryPrimitives.ReadInt64BigEndian(position),
            Version = BinaryPrimitives.ReadInt64BigEndian(version),
            Type = type,
            Stream = stream,
            Body = body[1..],
            Bytes = whole[..^bytes.Length],
        };
    }

    /// <summary>No column of an event is null.</summary>
    private static ReadOnlySpan<byte> Field(ref ReadOnlySpan<byte> bytes)
    {
        const int TypeBytes = sizeof(int);
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes[TypeBytes..]);
        var field = bytes.Slice(TypeBytes + sizeof(int), length);
        bytes = bytes[(TypeBytes + sizeof(int) + length)..];
        return field;
    }
}
