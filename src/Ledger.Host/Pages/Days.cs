using System.Globalization;
using Ledger.Domain.Kernel;

namespace Ledger.Host.Pages;

/// <summary>Days, times and numbers as the pages print them.</summary>
public static class Days
{
    public static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>In Asia/Shanghai, and it says so.</summary>
    public static string Text(DateTimeOffset time) =>
        time.ToOffset(ShanghaiTime.Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "（北京时间）";

    /// <summary>In Asia/Shanghai, where the page says so once for all of its times.</summary>
    public static string Moment(DateTimeOffset time) =>
        time.ToOffset(ShanghaiTime.Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>For programs that read the page: RFC 3339 in UTC.</summary>
    public static string Machine(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>From its first day to its last. The read models keep the first day after it; people say the last one of it.</summary>
    public static string Range(DateOnly from, DateOnly? until) =>
        until is { } end ? $"{Text(from)} 至 {Text(end.AddDays(-1))}" : $"{Text(from)} 起";

    public static string Hours(decimal hours) => hours.ToString("#,0.##", CultureInfo.InvariantCulture);

    /// <summary>What is there, each once: a municipality prints the same word as region and seat.</summary>
    public static string Joined(params string?[] parts) => string.Join(' ', parts.OfType<string>().Distinct());

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
