using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Ledger.EventStore.Appending;

/// <summary>
/// Rows in PostgreSQL's binary COPY format (its manual, COPY, "Binary Format"), gathered into a block to be sent at once: numbers are
/// big-endian, each field has its length in bytes before it, and a null has the length -1.
/// </summary>
internal sealed class CopyBlock(int bytes) : IDisposable
{
    /// <summary>The first byte of a jsonb on the wire.</summary>
    private const byte JsonbVersion = 1;

    private const int LengthBytes = sizeof(int);
    private const int GuidBytes = 16;
    private const int Null = -1;

    /// <summary>PGCOPY, then bytes that a transfer as text would change.</summary>
    private static ReadOnlySpan<byte> Signature => [0x50, 0x47, 0x43, 0x4f, 0x50, 0x59, 0x0a, 0xff, 0x0d, 0x0a, 0];

    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(bytes);
    private int _used;

    public bool IsFull => _used >= bytes;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _used);

    public static long Microseconds(DateTime utc) => (utc - Epoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public void Clear() => _used = 0;

    /// <summary>The signature, flags and the length of an extension that is not there.</summary>
    public void Header()
    {
        Signature.CopyTo(Next(Signature.Length));
        Next(2 * sizeof(int)).Clear();
    }

    public void Row(short fields) => BinaryPrimitives.WriteInt16BigEndian(Next(sizeof(short)), fields);

    public void Trailer() => Row(-1);

    public void Int64(long value)
    {
        Length(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(Next(sizeof(long)), value);
    }

    public void Uuid(Guid value)
    {
        Length(GuidBytes);
        value.TryWriteBytes(Next(GuidBytes), bigEndian: true, out _);
    }

    public void Text(string? value)
    {
        if (value is null)
        {
            Length(Null);
            return;
        }

        var room = Next(LengthBytes + Encoding.UTF8.GetMaxByteCount(value.Length));
        var written = Encoding.UTF8.GetBytes(value, room[LengthBytes..]);
        BinaryPrimitives.WriteInt32BigEndian(room, written);
        _used -= room.Length - LengthBytes - written;
    }

    public void Jsonb(ReadOnlySpan<byte> json)
    {
        Length(1 + json.Length);
        var room = Next(1 + json.Length);
        room[0] = JsonbVersion;
        json.CopyTo(room[1..]);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Length(int length) => BinaryPrimitives.WriteInt32BigEndian(Next(LengthBytes), length);

    private Span<byte> Next(int count)
    {
        if (_bytes.Length - _used < count)
            Grow(count);
        var room = _bytes.AsSpan(_used, count);
        _used += count;
        return room;
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _bytes.Length, _used + count));
        _bytes.AsSpan(0, _used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
