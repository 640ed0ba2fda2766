using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Ledger.Transparency.Tests.Canonical;

/// <summary>JSON values, and many ways to write each down.</summary>
internal abstract record AnyJson
{
    private static readonly string[] Pieces =
    [
        "a", "b", "Z", "0", "é", "中", "\uE000", "\uFFFF", "😀", "\U0010FFFF", "\"", "\\", "/", "\n", "\r", "\t", "\b", "\f", "\0", "\u001f",
        "\u007f", "\u0080", "\u2028", " ",
    ];

    public static Gen<AnyJson> Values(int depth) => depth == 0 ? Leaves : Gen.Frequency(
        (3, Leaves),
        (1, Values(depth - 1).ArrayOf(3).Select(items => (AnyJson)new Items(items))),
        (3, Gen.Zip(Texts, Values(depth - 1)).ArrayOf(5)
            .Select(pairs => (AnyJson)new Properties([.. pairs.DistinctBy(pair => pair.Item1)]))));

    public static Gen<string> Texts => Gen.Choose(0, 8).SelectMany(count => Gen.Elements(Pieces).ArrayOf(count)).Select(string.Concat);

    private static Gen<AnyJson> Leaves => Gen.OneOf(
        Texts.Select(text => (AnyJson)new Text(text)),
        Gen.Elements("null", "true", "false", "0", "-1", "12.5", "1e+21", "1e-7", "0.002").Select(text => (AnyJson)new Literal(text)));

    /// <summary>Written with blanks, escapes and an order of properties drawn by the seed.</summary>
    public string Write(Random seed)
    {
        var text = new StringBuilder();
        Write(text, seed);
        return text.ToString();
    }

    protected abstract void Write(StringBuilder text, Random seed);

    private static StringBuilder Blank(StringBuilder text, Random seed) => text.Append(seed.Next(6) switch
    {
        0 => " ",
        1 => "\n\t\r ",
        _ => "",
    });

    private static void Quote(StringBuilder text, string value, Random seed)
    {
        text.Append('"');
        foreach (var unit in value)
        {
            var shortForm = "\"\\/\b\f\n\r\t".IndexOf(unit, StringComparison.Ordinal);
            var mayStand = unit >= ' ' && unit is not ('"' or '\\') && !char.IsSurrogate(unit);
            _ = seed.Next(3) switch
            {
                0 when mayStand => text.Append(unit),
                <= 1 when shortForm >= 0 => text.Append('\\').Append("\"\\/bfnrt"[shortForm]),
                2 when mayStand => text.Append(unit),
                _ => text.Append(seed.Next(2) == 0 ? $"\\u{(int)unit:x4}" : $"\\u{(int)unit:X4}"),
            };
        }

        text.Append('"');
    }

    public sealed record Literal(string Value) : AnyJson
    {
        protected override void Write(StringBuilder text, Random seed) => text.Append(Value);
    }

    public sealed record Text(string Value) : AnyJson
    {
        protected override void Write(StringBuilder text, Random seed)
        {
            // Pairs of surrogates cannot be cut in two by an escape of one half alone: either the whole text is escaped or none of it.
            if (seed.Next(2) == 0 && !Value.AsSpan().ContainsAnyInRange('\0', '\u001f') && !Value.AsSpan().ContainsAny('"', '\\'))
                text.Append('"').Append(Value).Append('"');
            else
                Quote(text, Value, seed);
        }
    }

    public sealed record Items(AnyJson[] Elements) : AnyJson
    {
        protected override void Write(StringBuilder text, Random seed)
        {
            Blank(text.Append('['), seed);
            for (var i = 0; i < Elements.Length; i++)
            {
                if (i > 0)
                    Blank(text.Append(','), seed);
                Elements[i].Write(text, seed);
                Blank(text, seed);
            }

            text.Append(']');
        }
    }

    public sealed record Properties((string Name, AnyJson Value)[] Pairs) : AnyJson
    {
        protected override void Write(StringBuilder text, Random seed)
        {
            var pairs = Pairs.ToArray();
            seed.Shuffle(pairs);
            Blank(text.Append('{'), seed);
            for (var i = 0; i < pairs.Length; i++)
            {
                if (i > 0)
                    Blank(text.Append(','), seed);
                Quote(text, pairs[i].Name, seed);
                Blank(Blank(text, seed).Append(':'), seed);
                pairs[i].Value.Write(text, seed);
                Blank(text, seed);
            }

            text.Append('}');
        }
    }
}
