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

    /// <summary>Goes past a row of one column.</summary>
    /// <param name="column">Empty where it is null.</param>
    /// <returns>False at the trailer, and where the row is not whole yet.</returns>
    /// <exception cref="InvalidDataException">The row has another number of columns.</exception>
    public static bool Next(ReadOnlySpan<byte> bytes, ref int at, out ReadOnlySpan<byte> column)
    {
        const short Trailer = -1;
        const int Null = -1;
        column = default;
        var row = bytes[at..];
        if (row.Length < sizeof(short))
            return false;
        var count = BinaryPrimitives.ReadInt16BigEndian(row);
        if (count is not (1 or Trailer))
            throw new InvalidDataException("The database sent a COPY that this program cannot read.");
        row = row[sizeof(short)..];
        if (count == Trailer || row.Length < sizeof(int))
            return false;
        var length = BinaryPrimitives.ReadInt32BigEndian(row);
        row = row[sizeof(int)..];
        if (row.Length < length)
            return false;
        if (length != Null)
            column = row[..length];
        at += sizeof(short) + sizeof(int) + column.Length;
        return true;
    }
}
