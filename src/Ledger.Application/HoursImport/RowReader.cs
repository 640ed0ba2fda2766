using System.Globalization;
using Ledger.Application.Files;
using Ledger.Application.People;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;
using Ledger.Domain.Values;

namespace Ledger.Application.HoursImport;

/// <summary>
/// Reads a row of the file as a participation of a person, and says everything that is wrong with it at once: who mends a file wants
/// to mend each row one time.
/// </summary>
/// <param name="today">Nothing is completed after this day.</param>
internal sealed class RowReader(TableFile file, DateOnly today)
{
    private readonly Remembered<ResidentIdentityNumber> _numbers = new(text =>
        ResidentIdentityNumber.TryParse(text, today, out var number, out var problem) ? (number, null) : (default, problem));

    private readonly Remembered<string?> _names = new(text => Text(text, ImportLimits.PersonNameGraphemes));
    private readonly Remembered<string?> _activities = new(text => Text(text, Limits.NameGraphemes));
    private readonly Remembered<string?> _employers = new(text => Text(text, Limits.NameGraphemes));

    private readonly Remembered<DateOnly> _days = new(text =>
        DayText.TryParse(text, excelSerials: true, out var day, out var problem) ? (day, null) : (default, problem));

    private readonly Remembered<LearningForm> _forms = new(text =>
        HoursWords.TryForm(text, out var form) ? (form, null) : (default, UnknownForm));

    private readonly Remembered<SubjectKind> _subjects = new(text =>
        HoursWords.TrySubject(text, out var subject) ? (subject, null) : (default, UnknownSubject));

    public RowReading Read(TableRow source)
    {
        if (source.Problem is { } shape)
            return new(source, null, [new(null, null, shape.Code, shape.Zh, shape.En, shape.Mend)]);
        if (HoursTemplate.IsExample(source[HoursColumns.IdNumber]))
            return new(source, null, [Example]);

        var reasons = new Reasons(file, source);
        var number = _numbers.Read(source[HoursColumns.IdNumber], out var fault);
        reasons.Add(HoursColumns.IdNumber, fault);
        var name = _names.Read(source[HoursColumns.Name], out fault);
        reasons.Add(HoursColumns.Name, fault);
        var employer = _employers.Read(source[HoursColumns.Employer], out fault);
        reasons.Add(HoursColumns.Employer, fault);
        var division = Division(source, reasons);
        var said = Participation(source, division, reasons);
        return said is not null && reasons.None
            ? new(source, new HoursRow(source, new Identity(number, name!, employer, division, said.To), said), [])
            : new(source, null, reasons.All);
    }

    private Participation? Participation(TableRow source, string? division, Reasons reasons)
    {
        var activity = Activity(source, reasons);
        var project = Id(source, HoursColumns.Project, reasons);
        var provider = Id(source, HoursColumns.Provider, reasons);
        var form = _forms.Read(source[HoursColumns.Form], out var fault);
        reasons.Add(HoursColumns.Form, fault);
        var subject = _subjects.Read(source[HoursColumns.Subject], out fault);
        reasons.Add(HoursColumns.Subject, fault);
        var counted = CreditHours.TryParse(source[HoursColumns.Hours], out var hours, out fault);
        reasons.Add(HoursColumns.Hours, fault);
        var period = Period(source, reasons);
        return activity is not null && counted && period is var (from, to)
            ? new(form, subject, hours.Value, project, activity, provider, from, to, division)
            : null;
    }

    private string? Activity(TableRow source, Reasons reasons)
    {
        var activity = _activities.Read(source[HoursColumns.Activity], out var fault);
        reasons.Add(HoursColumns.Activity, fault);
        if (activity is not null && PersonalNumbers.StandIn(activity))
            reasons.Add(HoursColumns.Activity, PersonalNumber);
        return activity;
    }

    private (DateOnly From, DateOnly To)? Period(TableRow source, Reasons reasons)
    {
        var from = _days.Read(source[HoursColumns.From], out var noBeginning);
        reasons.Add(HoursColumns.From, noBeginning);
        var to = _days.Read(source[HoursColumns.To], out var noEnd);
        reasons.Add(HoursColumns.To, noEnd);
        if (noBeginning is not null || noEnd is not null)
            return null;

        if (to < from)
            reasons.Add(HoursColumns.To, EndsBeforeItBegins);
        else if (to.DayNumber - from.DayNumber >= CreditLimits.ParticipationDays)
            reasons.Add(HoursColumns.To, TooLong);
        if (to > today)
            reasons.Add(HoursColumns.To, NotCompleted);
        var year = Folding.Code(source[HoursColumns.Year]).TrimEnd('年');
        if (year.Length > 0 && year != to.Year.ToString(CultureInfo.InvariantCulture))
            reasons.Add(HoursColumns.Year, OtherYear);
        return (from, to);
    }

    private static (string?, ValueProblem?) Text(string text, int graphemes) =>
        PlainText.TryParse(text, graphemes, out var plain, out var problem) ? (plain.Value, null) : (null, problem);

    private static string? Division(TableRow source, Reasons reasons)
    {
        if (string.IsNullOrWhiteSpace(source[HoursColumns.Division]))
            return null;
        var read = DivisionCode.TryParse(source[HoursColumns.Division], out var code, out var fault);
        reasons.Add(HoursColumns.Division, fault);
        return read ? code.Value : null;
    }

    private static string? Id(TableRow source, string column, Reasons reasons)
    {
        var id = Folding.HalfWidth(source[column]).Trim();
        if (id.Length == 0)
            return null;
        if (id.Length > Limits.IdCharacters || !id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
            reasons.Add(column, WrongId);
        else if (PersonalNumbers.StandInId(id))
            reasons.Add(column, PersonalNumbers.Problem);
        return id;
    }

    private static readonly RowReason Example = new(
        null, null, "row.example", "这是模板中的示例行", "This is the example row of the template.", "请删除示例行");

    private static readonly ValueProblem UnknownForm = new(
        "form.unknown", "学习形式不在规定的六种之内", "The form is none of the six.", "请填1至6，或者培训班、实践活动、学术会议、网络学习、学历教育、其他");

    private static readonly ValueProblem UnknownSubject = new(
        "subject.unknown", "科目类别不明", "The subject is unknown.", "请填公需科目或专业科目（public、professional）");

    private static readonly ValueProblem PersonalNumber = new(
        "activity.personal-number", "学习内容中含有疑似证件号码或手机号码", "The activity carries what looks like an identity or phone number.",
        "请删去号码，账本不记载个人信息");

    private static readonly ValueProblem EndsBeforeItBegins = new("period.reversed", "结束日期早于开始日期", "It ends before it begins.");

    private static readonly ValueProblem TooLong = new(
        "period.too-long", $"学习期间超过{CreditLimits.ParticipationDays}天", $"It lasts longer than {CreditLimits.ParticipationDays} days.");

    private static readonly ValueProblem NotCompleted = new(
        "period.not-completed", "结束日期在今天之后，学习尚未完成", "The last day is after today: it is not completed yet.", "完成后再报送");

    private static readonly ValueProblem OtherYear = new(
        "year.not-of-completion", "年度应为结束日期所在年度", "The year is not that of the last day.", "按结束日期填写年度，或者将该列留空");

    private static readonly ValueProblem WrongId = new(
        "id.form", $"编号只能由字母、数字、连字符组成，不超过{Limits.IdCharacters}位",
        $"An id has letters, digits and hyphens, at most {Limits.IdCharacters}.");

    /// <summary>The reasons of one row so far.</summary>
    private sealed class Reasons(TableFile file, TableRow source)
    {
        private List<RowReason>? _all;

        public bool None => _all is null;

        public IReadOnlyList<RowReason> All => _all ?? [];

        public void Add(string column, ValueProblem? problem)
        {
            if (problem is null)
                return;
            var value = source[column];
            var shown = column switch
            {
                HoursColumns.IdNumber => Masking.Number(value),
                HoursColumns.Name => null,
                _ => Masking.Show(value),
            };
            (_all ??= []).Add(new(file.HeaderOf(column) ?? column, shown, problem.Code, problem.Zh, problem.En, problem.Mend));
        }
    }
}
