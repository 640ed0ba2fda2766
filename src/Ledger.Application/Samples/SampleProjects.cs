using System.Globalization;

namespace Ledger.Application.Samples;

/// <param name="Form">As the template of words has it.</param>
internal sealed record SampleProject(
    string? Id, string Activity, string Form, string Subject, decimal Hours, string? Provider, DateOnly From, DateOnly To);

/// <summary>What one can take part in during the synthetic year: a prime number of offers, so that any stride visits them all.</summary>
internal static class SampleProjects
{
    /// <summary>Offers in a year.</summary>
    public const int Count = 401;

    private static readonly string[] Fields = ["工程技术", "卫生健康", "农业技术", "会计审计", "教育教学", "自然资源", "生态环境", "信息技术"];
    private static readonly string[] PublicFields = ["法律法规", "职业道德", "政策理论", "技术信息"];
    private static readonly decimal[] Hours = [2, 3, 4, 4, 6, 6, 8, 8, 8, 10, 12, 12, 16, 24];

    public static IReadOnlyList<SampleProject> Of(int year, ulong seed)
    {
        var random = new SampleRandom(seed ^ 0x70726F6A);
        return [.. Enumerable.Range(1, Count).Select(number => One(number, year, random))];
    }

    private static SampleProject One(int number, int year, SampleRandom random)
    {
        var isPublic = random.Below(3) == 0;
        var (form, taught) = random.Below(20) switch
        {
            < 9 => ("培训班", true),
            < 14 => ("网络学习", true),
            < 16 => ("学术讲座", false),
            < 18 => ("实践活动", false),
            18 => ("学历教育", false),
            _ => ("其他", false),
        };
        var field = random.Of(isPublic ? PublicFields : Fields);
        var hours = random.Of(Hours);
        var days = Math.Max(1, (int)(hours / 8));
        var from = new DateOnly(year, 1, 5).AddDays(random.Below(340));
        var provider = taught ? SampleInstitutions.IdOf(year, 1 + random.Below(SampleInstitutions.Providers)) : null;
        return new SampleProject(
            taught ? string.Create(CultureInfo.InvariantCulture, $"sample-{year}-p{number:D4}") : null,
            string.Create(CultureInfo.InvariantCulture, $"合成{field}{form}第{number}期"), form, isPublic ? "公需科目" : "专业科目",
            hours, provider, from, from.AddDays(days - 1));
    }
}
