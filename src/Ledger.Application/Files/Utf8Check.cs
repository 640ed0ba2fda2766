using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Ledger.Application.Files;

/// <summary>
/// Whether a stream of bytes is UTF-8, to the byte. After a fault it goes on counting for a while, because a broken UTF-8 file must
/// not pass for GB18030: nearly any pair of bytes is a GB18030 character, and the text would come out as other Chinese.
/// </summary>
internal sealed class Utf8Check
{
    /// <summary>Bytes looked at after the first fault, to tell broken UTF-8 from another encoding: 4 MiB.</summary>
    private const int SampleBytes = 4 * 1024 * 1024;

    private readonly byte[] _carry = new byte[4];
    private int _carried;
    private long _seen;
    private long _sampled;
    private long _fitting;
    private long _misfits;

    /// <summary>Offset of the first byte that is not UTF-8; null when there is none.</summary>
    public long? FirstFault { get; private set; }

    /// <summary>The file ends within a character.</summary>
    public bool EndsWithin => FirstFault is null && _carried > 0;

    /// <summary>Nearly all that is not ASCII reads as UTF-8: the file is UTF-8 with a fault, not another encoding.</summary>
    public bool IsNearlyUtf8 => _fitting > 9 * _misfits;

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        if (FirstFault is null && _carried == 0 && Utf8.IsValid(bytes))
        {
            _seen += bytes.Length;
            _fitting += bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF) ? 1 : 0;
        }
        else if (_sampled < SampleBytes)
        {
            Walk(bytes);
        }
    }

    private void Walk(ReadOnlySpan<byte> bytes)
    {
        var joined = new byte[_carried + bytes.Length];
        _carry.AsSpan(0, _carried).CopyTo(joined);
        bytes.CopyTo(joined.AsSpan(_carried));
        var start = _seen - _carried;
        _seen += bytes.Length;
        _carried = 0;

        var rest = joined.AsSpan();
        while (rest.Length > 0)
        {
            if (rest[0] < 0x80)
            {
                var ascii = rest.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
                rest = ascii < 0 ? [] : rest[ascii..];
                continue;
            }

            var status = Rune.DecodeFromUtf8(rest, out _, out var length);
            if (status == OperationStatus.NeedMoreData)
            {
                rest.CopyTo(_carry);
                _carried = rest.Length;
                break;
            }

            if (status == OperationStatus.Done)
            {
                _fitting++;
            }
            else
            {
                FirstFault ??= start + joined.Length - rest.Length;
                _misfits++;
            }

            rest = rest[length..];
        }

        _sampled += FirstFault is null ? 0 : joined.Length;
    }
}
