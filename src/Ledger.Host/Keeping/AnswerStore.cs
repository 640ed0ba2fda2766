using Ledger.Host.Queries;

namespace Ledger.Host.Keeping;

/// <param name="Address">As it was sent, with its query.</param>
/// <param name="Today">The day of asking: it stands in where no day is asked for.</param>
public sealed record AnswerKey(string Address, DateOnly Today);

/// <summary>
/// Answers by question, at most so many and of at most so many bytes. Two halves: what is asked for moves to the younger one, and when
/// that is full the older one is let go. So what is asked for often stays, and no list has to be kept in order.
/// </summary>
public sealed class AnswerStore(int answersMost, long bytesMost)
{
    /// <summary>Of an entry without its bytes and its address, bytes; about.</summary>
    private const int EntryBytes = 256;

    private readonly Lock gate = new();
    private Dictionary<AnswerKey, Entry> young = [];
    private Dictionary<AnswerKey, Entry> old = [];
    private long youngBytes;
    private long oldBytes;

    /// <summary>How often an answer was given again.</summary>
    public long Found { get; private set; }

    public int Count
    {
        get
        {
            lock (gate)
                return young.Count + old.Count;
        }
    }

    public long Bytes
    {
        get
        {
            lock (gate)
                return youngBytes + oldBytes;
        }
    }

    /// <summary>Null where the answer is not there, or was made at another stand.</summary>
    public BytesAnswer? Find(AnswerKey key, Stand stand)
    {
        lock (gate)
        {
            if (!young.TryGetValue(key, out var entry))
            {
                if (!old.Remove(key, out entry))
                    return null;
                oldBytes -= entry.Bytes;
                Add(key, entry);
            }

            if (entry.Stand != stand)
                return null;
            Found++;
            return entry.Answer;
        }
    }

    public void Keep(AnswerKey key, Stand stand, BytesAnswer answer)
    {
        var bytes = EntryBytes + key.Address.Length * sizeof(char) + answer.Length;
        if (bytes > bytesMost / 2)
            return;
        lock (gate)
        {
            if (old.Remove(key, out var stale))
                oldBytes -= stale.Bytes;
            if (young.Remove(key, out stale))
                youngBytes -= stale.Bytes;
            Add(key, new Entry(stand, answer, bytes));
        }
    }

    private void Add(AnswerKey key, Entry entry)
    {
        if (young.Count >= answersMost / 2 || youngBytes + entry.Bytes > bytesMost / 2)
        {
            (old, oldBytes) = (young, youngBytes);
            (young, youngBytes) = ([], 0);
        }

        young[key] = entry;
        youngBytes += entry.Bytes;
    }

    private sealed record Entry(Stand Stand, BytesAnswer Answer, long Bytes);
}
