using Ledger.Application.Files;

namespace Ledger.Application.HoursImport;

/// <summary>The columns of a file of hours, each with the headers that mean it. The first is the one that the templates offer.</summary>
public static class HoursColumns
{
    public const string IdNumber = "id_number";
    public const string Name = "name";
    public const string Employer = "employer";
    public const string Division = "division";
    public const string Year = "year";
    public const string Project = "project";
    public const string Activity = "activity";
    public const string Form = "form";
    public const string Subject = "subject";
    public const string Hours = "hours";
    public const string From = "from";
    public const string To = "to";
    public const string Provider = "provider";

    /// <summary>The header of the column that a file of rejects carries beyond those it came with. An import passes over it.</summary>
    public const string Reason = "错误说明";

    public static ColumnMap Map { get; } = new(
        [
            new(IdNumber, ["身份证件号码", IdNumber, "身份证号", "身份证号码", "证件号码", "公民身份号码"]),
            new(Name, ["姓名", Name]),
            new(Employer, ["工作单位", Employer, "单位", "单位名称"]),
            new(Division, ["单位所在区划", Division, "区划代码", "行政区划"], Required: false),
            new(Year, ["年度", Year], Required: false),
            new(Project, ["项目编号", Project], Required: false),
            new(Activity, ["学习内容", Activity, "培训内容", "课程名称", "项目名称"]),
            new(Form, ["学习形式", Form]),
            new(Subject, ["科目类别", Subject, "科目"]),
            new(Hours, ["学时", Hours]),
            new(From, ["开始日期", From, "开始时间"]),
            new(To, ["结束日期", To, "结束时间", "完成日期"]),
            new(Provider, ["施教机构", Provider], Required: false),
        ],
        Ignored: [Reason, "reason", "序号", "no"]);

    private static readonly HashSet<string> Reasons = [ColumnMap.Normalise(Reason), "reason"];

    internal static bool IsReason(string header) => Reasons.Contains(ColumnMap.Normalise(header));
}
