using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Tests.CreditAccounts;

/// <summary>Accounts named by their state, and the words that every test here would otherwise repeat. All of it is synthetic.</summary>
internal static class Given
{
    public const int Year = 2025;
    public const string Authority = "hr-360000";

    public static readonly Guid Person = Id(900);
    public static readonly DateOnly LaterDay = new(2025, 12, 1);

    public static readonly Participation Course = new(
        LearningForm.Course, SubjectKind.Professional, 24m, null, "合成课程一", null, new(2025, 5, 6), new(2025, 5, 9), "360100");

    public static RulePack Rules => RulePackCatalog.Jiangxi;

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public static ClaimHours Claim(Participation said, int entry = 1) =>
        new(Person, Year, Id(entry), said.To, "institution", said);

    public static CreditHoursReported Report(Participation said, int entry = 1) =>
        new(Person, Year, Id(entry), said.To, "institution", Authority, said, "import-1");

    public static CreditAccount WithClaim => CreditAccount.Fold(Facts(ClaimingHours.Decide(Claim(Course), CreditAccount.Initial, Rules)));

    public static CreditAccount WithRecognised =>
        CreditAccount.Fold(Facts(CreditingHours.Decide(Report(Course), CreditAccount.Initial, Rules)));

    public static CreditAccount WithRevoked => After(WithRecognised, RevokingHours.Decide(Revoke(), WithRecognised, Rules));

    public static RevokeHours Revoke(int entry = 1) => new(Person, Year, Id(entry), LaterDay, Authority, "证明不实");

    public static CorrectHours Correct(Participation said, int entry = 1, int newEntry = 2) =>
        new(Person, Year, Id(entry), LaterDay, Authority, Id(newEntry), said, "学时录入有误");

    public static CreditAccount After(CreditAccount account, Outcome outcome) =>
        Facts(outcome).Aggregate(account, (state, fact) => state.Evolve(fact));

    public static IReadOnlyList<IFact> Facts(Outcome outcome) => outcome switch
    {
        Outcome.Accepted accepted => [.. accepted.Facts.Select(fact => fact.Fact)],
        _ => [],
    };

    public static Refusal ShouldBeRefused(this Outcome outcome, string code)
    {
        var refusal = outcome.ShouldBeOfType<Outcome.Refused>().Refusal;
        refusal.Code.ShouldBe(code);
        return refusal;
    }
}
