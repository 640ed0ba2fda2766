using System.Buffers;
using System.Buffers.Binary;

namespace Ledger.Transparency.Tiles;

/// <summary>Bundles of entries of C2SP tlog-tiles ("Log entries"): each entry behind its length as a big-endian uint16.</summary>
public static class EntryBundle
{
    /// <summary>Bytes of the longest entry.</summary>
    public const int EntryBytes = ushort.MaxValue;

    /// <summary>Entries in a full bundle. An empty one does not exist.</summary>
    public const int Entries = TileAddress.FullWidth;

    /// <summary>Bytes of the length before each entry.</summary>
    public const int PrefixBytes = sizeof(ushort);

    /// <exception cref="ArgumentException">No entry, more than 256, or one longer than 65,535 bytes.</exception>
    public static byte[] Write(IEnumerable<ReadOnlyMemory<byte>> entries)
    {
        var bundle = new ArrayBufferWriter<byte>();
        Write(entries, bundle);
        return bundle.WrittenSpan.ToArray();
    }

    /// <exception cref="ArgumentException">No entry, more than 256, or one longer than 65,535 bytes.</exception>
    public static void Write(IEnumerable<ReadOnlyMemory<byte>> entries, IBufferWriter<byte> bundle)
    {
        var count = 0;
        foreach (var entry in entries)
        {
            if (++count > Entries)
                break;
            WriteEntry(entry.Span, bundle);
        }

        if (count is 0 or > Entries)
            throw new ArgumentException($"A bundle has 1 to {Entries} entries.", nameof(entries));
    }

    /// <summary>One more entry of a bundle.</summary>
    /// <exception cref="ArgumentException">Longer than 65,535 bytes.</exception>
    public static void WriteEntry(ReadOnlySpan<byte> entry, IBufferWriter<byte> bundle)
    {
        if (entry.Length > EntryBytes)
            throw new ArgumentException($"An entry has at most {EntryBytes} bytes, and this one has {entry.Length}.", nameof(entry));

        var target = bundle.GetSpan(PrefixBytes + entry.Length);
        BinaryPrimitives.WriteUInt16BigEndian(target, (ushort)entry.Length);
        entry.CopyTo(target[PrefixBytes..]);
        bundle.Advance(PrefixBytes + entry.Length);
    }

    /// <summary>The entries, without a copy; nothing where a byte is missing or left over, or they are none or more than 256.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bundle, out IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        var read = new List<ReadOnlyMemory<byte>>(Entries);
        entries = [];
        while (bundle.Length >= PrefixBytes && read.Count < Entries)
        {
            var end = PrefixBytes + BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (end > bundle.Length)
                return false;
            read.Add(bundle[PrefixBytes..end]);
            bundle = bundle[end..];
        }

        if (!bundle.IsEmpty || read.Count == 0)
            return false;
        entries = read;
        return true;
    }
}
