namespace Ledger.Transparency.Canonical;

/// <summary>The properties of the objects that are open, innermost last, with what has been written for each.</summary>
internal sealed class ObjectProperties
{
    private const int FirstCapacity = 64;

    private readonly Comparison<Property> byName;
    private Property[] open = new Property[FirstCapacity];
    private int count;
    private ScratchBytes names = new(1_024);
    private ScratchBytes sorted = new(1_024);

    public ObjectProperties() => byName = Compare;

    public void Clear()
    {
        names.Clear();
        sorted.Clear();
        count = 0;
        if (open.Length > ScratchBytes.KeptBytes / 32)
            open = new Property[FirstCapacity];
    }

    /// <summary>Opens an object; the mark is for <see cref="Close"/>.</summary>
    public (int Count, int Names) Open() => (count, names.Length);

    /// <summary>A property of the innermost object, whose text begins at <paramref name="start"/> of the output.</summary>
    public void Begin(ReadOnlySpan<byte> name, int start, long position)
    {
        if (count == open.Length)
            Array.Resize(ref open, 2 * count);
        open[count++] = new Property { Name = names.Length, NameLength = name.Length, Start = start, Position = position };
        names.Add(name);
    }

    /// <summary>The text of the last property ends before <paramref name="end"/> of the output.</summary>
    public void End(int end) => open[count - 1].End = end;

    /// <summary>Puts the properties of the innermost object in order.</summary>
    /// <returns>Where a property begins whose name the object has already, or -1: all is well.</returns>
    public long Close((int Count, int Names) mark, ref ScratchBytes output)
    {
        var own = open.AsSpan(mark.Count, count - mark.Count);
        var twice = -1L;
        if (!IsSorted(own, ref twice) && twice < 0)
        {
            own.Sort(byName);
            if (IsSorted(own, ref twice))
                Rearrange(own, ref output);
        }

        count = mark.Count;
        names.Length = mark.Names;
        return twice;
    }

    private bool IsSorted(ReadOnlySpan<Property> own, ref long twice)
    {
        for (var i = 1; i < own.Length; i++)
        {
            var order = Compare(own[i - 1], own[i]);
            if (order == 0)
                twice = Math.Max(own[i - 1].Position, own[i].Position);
            if (order >= 0)
                return false;
        }

        return true;
    }

    private void Rearrange(ReadOnlySpan<Property> own, ref ScratchBytes output)
    {
        sorted.Length = 0;
        var first = int.MaxValue;
        foreach (var property in own)
        {
            if (sorted.Length > 0)
                sorted.Add((byte)',');
            sorted.Add(output.Slice(property.Start, property.End - property.Start));
            first = Math.Min(first, property.Start);
        }

        output.Put(first, sorted.Written);
    }

    private int Compare(Property left, Property right) =>
        PropertyNames.Compare(names.Slice(left.Name, left.NameLength), names.Slice(right.Name, right.NameLength));

    private struct Property
    {
        public int Name;
        public int NameLength;
        public int Start;
        public int End;
        public long Position;
    }
}
