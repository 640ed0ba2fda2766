using System.Globalization;
using Ledger.Application.TwoTimes;
using Ledger.Domain.Kernel;
using Ledger.Host.Problems;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Requests;

/// <summary>
/// Reads a query string's parameters and gathers what is wrong with all of them. A parameter that is not known is an error too: a misspelt
/// filter would otherwise answer another question than the one that was asked.
/// </summary>
public sealed class QueryReader(IQueryCollection query)
{
    private readonly List<FieldError> errors = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>Null when every parameter was understood. Ask last.</summary>
    public Problem? Problem
    {
        get
        {
            var unknown = query.Keys.Where(name => !known.Contains(name))
                .Select(name => new FieldError(Shortened(name), "query.unknown", "没有这个参数。"));
            var all = errors.Concat(unknown).ToList();
            return all.Count == 0 ? null : KnownProblems.BadFields(all);
        }
    }

    /// <summary>Null for a parameter that is absent or empty: a form sends its empty fields too.</summary>
    public string? Text(string name, int limit)
    {
        known.Add(name);
        var values = query[name];
        if (values.Count > 1)
            return Refuse<string>(name, "query.repeated", "只能给出一次。");
        var text = values.ToString();
        return text.Length == 0 ? null
            : text.Length > limit ? Refuse<string>(name, "query.too-long", $"最多 {limit} 个字符。")
            : text;
    }

    public DateOnly? Day(string name)
    {
        if (Text(name, 10) is not { } text)
            return null;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return RefuseValue<DateOnly>(name, "query.day", "应为实际存在的日期，格式 yyyy-MM-dd。");
        return day >= Limits.EarliestDay && day <= Limits.LatestDay
            ? day
            : RefuseValue<DateOnly>(name, "query.day-range", $"日期应在 {Limits.EarliestDay:yyyy-MM-dd} 至 {Limits.LatestDay:yyyy-MM-dd} 之间。");
    }

    /// <summary>A position, or a time as RFC 3339 writes it.</summary>
    public KnownAt? KnownAt(string name)
    {
        if (Text(name, 40) is not { } text)
            return null;
        // A plus sign that was not percent-encoded arrives as a space.
        return Application.TwoTimes.KnownAt.TryParse(text.Replace(' ', '+'), out var at)
            ? at
            : Refuse<KnownAt>(name, "query.known-at", "应为记录位置（整数）或带时区的时间，如 2024-03-05T00:00:00+08:00。");
    }

    public int Rows(string name)
    {
        if (Text(name, 10) is not { } text)
            return HostLimits.PageRowsByDefault;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows is >= 1 and <= HostLimits.PageRows)
            return rows;
        errors.Add(new FieldError(name, "query.limit", $"应为 1 至 {HostLimits.PageRows} 的整数。"));
        return HostLimits.PageRowsByDefault;
    }

    public string? OneOf(string name, params ReadOnlySpan<string> words)
    {
        if (Text(name, 40) is not { } text)
            return null;
        return words.Contains(text) ? text : Refuse<string>(name, "query.word", $"应为以下之一：{string.Join("、", words.ToArray())}。");
    }

    public void Add(string name, string code, string message) => errors.Add(new FieldError(name, code, message));

    private T? Refuse<T>(string name, string code, string message) where T : class
    {
        Add(name, code, message);
        return null;
    }

    private T? RefuseValue<T>(string name, string code, string message) where T : struct
    {
        Add(name, code, message);
        return null;
    }

    private static string Shortened(string name) => name.Length <= HostLimits.IdCharacters ? name : name[..HostLimits.IdCharacters];
}
