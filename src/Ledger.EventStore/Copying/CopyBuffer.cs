using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Ledger.EventStore.Copying;

/// <summary>
/// Rows in PostgreSQL's binary COPY format (its manual, "COPY", section "Binary Format"), encoded straight into one buffer. A rebuild
/// and an import write millions of values; going through the driver for each costs more than all the rest of a row.
/// </summary>
internal sealed class CopyBuffer : IDisposable
{
    /// <summary>Bytes after which the buffer is sent on.</summary>
    private const int FullBytes = 128 * 1024;

    private const int UuidBytes = 16;
    private const int TextOid = 25;

    /// <summary>The first byte of a jsonb on the wire.</summary>
    private const byte JsonbVersion = 1;

    private static readonly DateOnly Epoch = new(2000, 1, 1);
    private static readonly DateTime EpochTime = Epoch.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(2 * FullBytes);

    public bool IsFull => Length >= FullBytes;

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void Header()
    {
        ReadOnlySpan<byte> signature =
            [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0];
        signature.CopyTo(Take(signature.Length));
        Raw32(0);
        Raw32(0);
    }

    public void StartRow(int columns) => Raw16((short)columns);

    public void Trailer() => Raw16(-1);

    public void Null() => Raw32(-1);

    public void Int16(short value)
    {
        Raw32(sizeof(short));
        Raw16(value);
    }

    public void Int32(int value)
    {
        Raw32(sizeof(int));
        Raw32(value);
    }

    public void Int64(long value)
    {
        Raw32(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value);
    }

    public void Uuid(Guid value)
    {
        Raw32(UuidBytes);
        value.TryWriteBytes(Take(UuidBytes), bigEndian: true, out _);
    }

    public void Date(DateOnly value) => Int32(value.DayNumber - Epoch.DayNumber);

    public void Timestamp(DateTime utc) => Int64((utc - EpochTime).Ticks / TimeSpan.TicksPerMicrosecond);

    public void Jsonb(ReadOnlySpan<byte> json)
    {
        Raw32(1 + json.Length);
        var room = Take(1 + json.Length);
        room[0] = JsonbVersion;
        json.CopyTo(room[1..]);
    }

    public void Text(string? value)
    {
        if (value is null)
        {
            Null();
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        Raw32(length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    /// <summary>A one-dimensional array without nulls.</summary>
    public void Texts(string[] values)
    {
        var start = Length;
        Raw32(0);
        Raw32(values.Length == 0 ? 0 : 1);
        Raw32(0);
        Raw32(TextOid);
        if (values.Length > 0)
        {
            Raw32(values.Length);
            Raw32(1);
        }

        foreach (var value in values)
            Text(value);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(start), Length - start - sizeof(int));
    }

    /// <summary>
    /// Digits to the base of 10,000, most significant first, with the weight of the first and the decimal places to show.
    /// </summary>
    public void Numeric(decimal value)
    {
        const int Base = 10_000;
        const int DigitsInGroup = 4;
        const int MostGroups = 10;
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var scale = value.Scale;
        var padding = (DigitsInGroup - (scale % DigitsInGroup)) % DigitsInGroup;
        // The three words are unsigned bits in signed clothes.
        var mantissa = unchecked(new UInt128((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]));
        for (var power = 0; power < padding; power++)
            mantissa *= 10;

        Span<short> groups = stackalloc short[MostGroups];
        var count = 0;
        for (; mantissa > ulong.MaxValue; mantissa /= Base)
            groups[count++] = (short)(int)(mantissa % Base);
        // Hours are small numbers, and these go without the wide division.
        for (var rest = (ulong)mantissa; rest > 0; rest /= Base)
            groups[count++] = (short)(rest % Base);

        Raw32(8 + (2 * count));
        Raw16((short)count);
        Raw16((short)(count - ((scale + padding) / DigitsInGroup) - 1));
        Raw16((short)(decimal.IsNegative(value) && count > 0 ? 0x4000 : 0));
        Raw16(scale);
        while (count > 0)
            Raw16(groups[--count]);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }

    private void Raw16(short value) => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), value);

    private void Raw32(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);

    private Span<byte> Take(int count)
    {
        if (Length + count > bytes.Length)
            Grow(Math.Max(2 * bytes.Length, Length + count));
        Length += count;
        return bytes.AsSpan(Length - count, count);
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(count);
        Written.Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
