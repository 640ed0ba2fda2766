using System.Numerics;

namespace Ledger.Transparency.Canonical;

/// <summary>Bytes that grow and are used again for the next text.</summary>
internal struct ScratchBytes(int capacity)
{
    /// <summary>What a single large text has made larger than this, bytes, is given up after it.</summary>
    public const int KeptBytes = 1024 * 1024;

    private byte[] bytes = new byte[capacity];

    public int Length { get; set; }

    public readonly ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public readonly ReadOnlySpan<byte> Slice(int start, int length) => bytes.AsSpan(start, length);

    /// <summary>Room for at least so many bytes behind what is written.</summary>
    public Span<byte> Room(int length)
    {
        if (bytes.Length - Length < length)
            Array.Resize(ref bytes, (int)BitOperations.RoundUpToPowerOf2((uint)(Length + length)));
        return bytes.AsSpan(Length);
    }

    public void Add(byte one)
    {
        Room(1)[0] = one;
        Length++;
    }

    public void Add(ReadOnlySpan<byte> many)
    {
        many.CopyTo(Room(many.Length));
        Length += many.Length;
    }

    /// <summary>Writes other bytes over those from <paramref name="start"/>.</summary>
    public readonly void Put(int start, ReadOnlySpan<byte> many) => many.CopyTo(bytes.AsSpan(start));

    public void Clear()
    {
        Length = 0;
        if (bytes.Length > KeptBytes)
            bytes = new byte[capacity];
    }
}
