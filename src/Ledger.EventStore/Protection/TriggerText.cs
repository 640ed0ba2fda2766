using System.Text.RegularExpressions;

namespace Ledger.EventStore.Protection;

/// <summary>
/// Compares a trigger's statement with the one that PostgreSQL makes of its catalogue. It writes parentheses, casts and quotes where we
/// write none, keywords large, and otherwise the same words in the same order. So no condition of ours may hang on parentheses.
/// </summary>
internal static partial class TriggerText
{
    public static bool Same(string one, string other) => Plain(one) == Plain(other);

    private static string Plain(string statement)
    {
        var parts = Literal().Split(statement).Select((part, n) => n % 2 == 1 ? part : Added().Replace(part, "").ToLowerInvariant());
        var said = string.Concat(parts);
        return Spaces().Replace(said, " ").Trim();
    }

    /// <summary>Kept by Split between what is around it.</summary>
    [GeneratedRegex("('[^']*')")]
    private static partial Regex Literal();

    [GeneratedRegex("""::(character varying|[\w]+)|[()"]""")]
    private static partial Regex Added();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
