namespace Ledger.Projections.Engine;

/// <summary>
/// Goes through a jsonb value as PostgreSQL writes it: valid, keys in the order of their length and then of their bytes, one space after
/// each colon and comma. Whoever knows the keys need not look for them. Every step answers false where it does not find what it expects,
/// and what is left is then for a parser.
/// </summary>
internal ref struct JsonbText(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> rest = text;

    public readonly bool IsAtEnd => rest.IsEmpty;

    /// <summary>Goes past these bytes.</summary>
    public bool Past(ReadOnlySpan<byte> expected)
    {
        if (!rest.StartsWith(expected))
            return false;
        rest = rest[expected.Length..];
        return true;
    }

    /// <summary>A string in which nothing is escaped.</summary>
    public bool Text(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (rest.IsEmpty || rest[0] != '"')
            return false;
        var length = rest[1..].IndexOfAny((byte)'"', (byte)'\\');
        if (length < 0 || rest[1 + length] == '\\')
            return false;
        value = rest.Slice(1, length);
        rest = rest[(length + 2)..];
        return true;
    }

    /// <summary>What stands before the next comma or brace.</summary>
    public bool Number(out ReadOnlySpan<byte> value)
    {
        var length = rest.IndexOfAny((byte)',', (byte)'}');
        value = length < 0 ? default : rest[..length];
        rest = rest[value.Length..];
        return length > 0;
    }

    /// <summary>A whole object in whose strings nothing is escaped.</summary>
    public bool Object(out ReadOnlySpan<byte> value)
    {
        value = default;
        var whole = rest;
        var depth = 0;
        while (rest.IndexOfAny((byte)'{', (byte)'}', (byte)'"') is >= 0 and var at)
        {
            if (rest[at] == '"')
            {
                rest = rest[at..];
                if (!Text(out _))
                    return false;
                continue;
            }

            depth += rest[at] == '{' ? 1 : -1;
            rest = rest[(at + 1)..];
            if (depth > 0)
                continue;
            value = whole[..^rest.Length];
            return value[0] == '{';
        }

        return false;
    }
}
