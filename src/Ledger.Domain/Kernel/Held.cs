using System.Collections;
using System.Collections.Immutable;

namespace Ledger.Domain.Kernel;

/// <summary>
/// An immutable list that is equal to another when its items are, in their order. States hold their parts in it, so that two states
/// folded from the same facts are equal by value, which no collection of the framework gives a record.
/// </summary>
public sealed class Held<T> : IReadOnlyList<T>, IEquatable<Held<T>>
    where T : class
{
    private readonly ImmutableArray<T> items;

    private Held(ImmutableArray<T> items) => this.items = items;

    internal static Held<T> Empty { get; } = new([]);

    public int Count => items.Length;

    public T this[int index] => items[index];

    /// <summary>The last item; null when there is none.</summary>
    public T? Latest => items.IsEmpty ? null : items[^1];

    public Held<T> Add(T item) => new(items.Add(item));

    /// <summary>Puts the item where the first one that matches stands; at the end when none does.</summary>
    public Held<T> Put(T item, Func<T, bool> replaces)
    {
        for (var index = 0; index < items.Length; index++)
        {
            if (replaces(items[index])) return new(items.SetItem(index, item));
        }

        return Add(item);
    }

    public bool Equals(Held<T>? other) => other is not null && items.AsSpan().SequenceEqual(other.items.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as Held<T>);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var item in items) hash.Add(item);
        return hash.ToHashCode();
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public static class Held
{
    public static Held<T> None<T>() where T : class => Held<T>.Empty;
}
