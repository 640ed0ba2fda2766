using Ledger.Domain.Values;

namespace Ledger.Application.Files;

/// <param name="Key">How code asks for the column.</param>
/// <param name="Names">Header texts that mean it, in any width, case and spacing. The first is the one to offer.</param>
public sealed record Column(string Key, IReadOnlyList<string> Names, bool Required = true);

/// <summary>Which columns are looked for, by header text and never by place.</summary>
/// <param name="Ignored">Headers that are known and carry nothing, such as 序号; they raise no warning.</param>
public sealed record ColumnMap(IReadOnlyList<Column> Columns, IReadOnlyList<string>? Ignored = null)
{
    /// <summary>What makes two header texts the same.</summary>
    public static string Normalise(string header) => NameKey.Of(header).ToLowerInvariant();

    /// <summary>Finds each column in the header, or says what is wrong with it.</summary>
    internal (HeaderMatch? Match, FileProblem? Problem) Find(IReadOnlyList<string> headers)
    {
        var wanted = Columns.SelectMany(column => column.Names.Select(name => (Name: Normalise(name), column.Key)))
            .ToDictionary(pair => pair.Name, pair => pair.Key, StringComparer.Ordinal);
        var ignored = (Ignored ?? []).Select(Normalise).ToHashSet(StringComparer.Ordinal);
        var (ordinals, seen) = (new Dictionary<string, int>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        List<string> unknown = [];
        for (var i = 0; i < headers.Count; i++)
        {
            var name = Normalise(headers[i]);
            if (name.Length > 0 && !seen.Add(name))
            {
                return (null, new("file.duplicate-header", $"表头重复：{Shown(headers[i])}", $"A header stands twice: {Shown(headers[i])}.",
                    "请删去或者改名其中一列", 1));
            }

            if (wanted.TryGetValue(name, out var key))
            {
                if (!ordinals.TryAdd(key, i))
                {
                    return (null, new("file.column-ambiguous", $"“{Shown(headers[ordinals[key]])}”和“{Shown(headers[i])}”是同一项",
                        $"Two columns mean the same: {Shown(headers[ordinals[key]])}, {Shown(headers[i])}.", "请只保留其中一列", 1));
                }
            }
            else if (!ignored.Contains(name))
            {
                unknown.Add(name.Length == 0 ? $"第{i + 1}列（无表头）" : Shown(headers[i]));
            }
        }

        var missing = Columns.Where(column => column.Required && !ordinals.ContainsKey(column.Key)).ToList();
        return missing.Count == 0
            ? (new(ordinals, unknown), null)
            : (null, new("file.column-missing", "缺少列：" + string.Join("；", missing.Select(column => string.Join("或", column.Names))),
                "Missing columns: " + string.Join("; ", missing.Select(column => string.Join(" or ", column.Names))) + ".",
                "请按模板填写表头", 1));
    }

    /// <summary>A header in a message: short, and on one line.</summary>
    private static string Shown(string header)
    {
        var line = string.Concat(header.Where(letter => !char.IsControl(letter))).Trim();
        return line.Length <= 40 ? line : line[..40] + "…";
    }
}

/// <param name="Ordinals">Key to column, counted from 0.</param>
/// <param name="Unknown">Headers that nobody asked for: named to the reader of the report, never lost in silence.</param>
internal sealed record HeaderMatch(IReadOnlyDictionary<string, int> Ordinals, IReadOnlyList<string> Unknown);
