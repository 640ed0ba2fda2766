using System.Collections.Frozen;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Values;

namespace Ledger.Application.HoursImport;

/// <summary>
/// The six forms and two subjects as people write them: the words of Order 259 Art. 9 and 10, short forms of them, codes.
/// </summary>
internal static class HoursWords
{
    private static readonly FrozenDictionary<string, LearningForm> Forms = Read(new Dictionary<LearningForm, string[]>
    {
        [LearningForm.Course] = ["1", "course", "进修班、培训班和研修班", "进修班", "培训班", "研修班", "培训", "面授"],
        [LearningForm.Practice] = ["2", "practice", "继续教育实践活动", "实践活动", "实践"],
        [LearningForm.Academic] = ["3", "academic", "学术会议、学术讲座、学术访问", "学术活动", "学术会议", "学术讲座", "学术访问"],
        [LearningForm.Online] = ["4", "online", "网络在线学习教育", "网络在线学习", "网络学习", "在线学习", "网络"],
        [LearningForm.Degree] = ["5", "degree", "更高层次的学历教育", "学历教育"],
        [LearningForm.Other] = ["6", "other", "其他学习方式", "其他方式", "其他"],
    });

    private static readonly FrozenDictionary<string, SubjectKind> Subjects = Read(new Dictionary<SubjectKind, string[]>
    {
        [SubjectKind.Public] = ["public", "公需科目", "公需", "公需课"],
        [SubjectKind.Professional] = ["professional", "专业科目", "专业", "专业课"],
    });

    public static bool TryForm(string text, out LearningForm form) => Forms.TryGetValue(Fold(text), out form);

    public static bool TrySubject(string text, out SubjectKind subject) => Subjects.TryGetValue(Fold(text), out subject);

    private static string Fold(string text) => NameKey.Of(text).ToLowerInvariant();

    private static FrozenDictionary<string, T> Read<T>(Dictionary<T, string[]> words)
        where T : struct, Enum =>
        words.SelectMany(pair => pair.Value.Select(word => (Word: Fold(word), pair.Key)))
            .ToFrozenDictionary(pair => pair.Word, pair => pair.Key);
}
