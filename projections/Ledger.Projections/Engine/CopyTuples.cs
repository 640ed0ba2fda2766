using System.Buffers.Binary;

namespace Ledger.Projections.Engine;

/// <summary>The frame of a binary COPY (PostgreSQL's manual, "COPY", section "Binary Format") as it is read in pieces.</summary>
internal static class CopyTuples
{
    private const int SignatureBytes = 11;
    private const int HeaderBytes = SignatureBytes + (2 * sizeof(int));

    /// <summary>Goes past the header.</summary>
    /// <returns>False when it is not whole yet.</returns>
    public static bool Begin(ReadOnlySpan<byte> bytes, ref int at)
    {
        if (bytes.Length < HeaderBytes)
            return false;
        var extension = BinaryPrimitives.ReadInt32BigEndian(bytes[(HeaderBytes - sizeof(int))..]);
        if (bytes.Length < HeaderBytes + extension)
            return false;
        at = HeaderBytes + extension;
        return true;
    }

    /// <summary>What comes after a tuple's count of fields; empty at the trailer, and where the count is not there yet.</summary>
    /// <exception cref="InvalidDataException">The tuple has another number of fields.</exception>
    public static ReadOnlySpan<byte> Next(ReadOnlySpan<byte> bytes, short fields)
    {
        const short Trailer = -1;
        if (bytes.Length < sizeof(short))
            return default;
        var count = BinaryPrimitives.ReadInt16BigEndian(bytes);
        if (count != fields && count != Trailer)
            throw new InvalidDataException("The database sent a COPY that this program cannot read.");
        return count == Trailer ? default : bytes[sizeof(short)..];
    }
}
